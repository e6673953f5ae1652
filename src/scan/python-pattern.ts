import type { Rule } from '#detect/rule.ts';

/** The classes that RE2 knows by a name and Python does not, for bytes. */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z', alpha: 'A-Za-z', ascii: '\\x00-\\x7f', blank: '\\t ', cntrl: '\\x00-\\x1f\\x7f', digit: '0-9', graph: '!-~', lower: 'a-z', print: ' -~',
  punct: '!-/:-@\\[-`{-~', space: '\\t\\n\\v\\f\\r ', upper: 'A-Z', word: '0-9A-Za-z_', xdigit: '0-9A-Fa-f',
}; // biome-ignore format: a table

/** What no field of a binary format may have behind a token; the hash of the token decides anyway. */
const RIGHT_BOUNDARY = /\(\?!\[[^\]]+\]\)$/;

function escaped(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** RE2's syntax and JavaScript's as Python's; flags for the whole pattern apart, because Python wants them first. */
function translated({ source, flags = '' }: { readonly source: string; readonly flags?: string | undefined }): {
  readonly flags: string;
  readonly source: string;
} {
  const leading = /^(?:\(\?[ims]+\))+/.exec(source)?.[0] ?? '';
  const body = source
    .slice(leading.length)
    .replace(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, text: string) => escaped(text))
    .replace(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole)
    .replace(/\\x\{0*([0-9A-Fa-f]{1,2})\}/g, (_, code: string) => `\\x${code.padStart(2, '0')}`)
    .replaceAll('\\z', '\\Z')
    .replace(/\(\?P?<(\w+)>/g, '(?P<$1>')
    .replace(/\\k<(\w+)>/g, '(?P=$1)')
    .replaceAll('"', '\\x22');
  return { flags: [...new Set([...leading.replace(/[^ims]/g, ''), ...flags.replace(/[^ims]/g, '')])].join(''), source: body };
}

function lookAhead({ flags, source }: { readonly flags: string; readonly source: string }): string {
  return `rb"${flags === '' ? '' : `(?${flags})`}(?=${source.includes('(?P<secret>') ? source : `(?P<secret>${source})`})"`;
}

/**
 * A rule's pattern for Python, which matches bytes: a look-ahead, so that no match hides another one that starts inside it. Where the pattern says
 * what may not stand behind a token, once more without.
 */
export function pythonPatterns({ pattern }: Pick<Rule, 'pattern'>): readonly string[] {
  const whole = translated(pattern);
  const bare = whole.source.replace(RIGHT_BOUNDARY, '');
  return [lookAhead(whole), ...(bare === whole.source ? [] : [lookAhead({ ...whole, source: bare })])];
}
