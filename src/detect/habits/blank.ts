import type { Language } from '#detect/habits/habit.ts';

/** A text with what is no code blanked, of the same length: offsets stay as they are. */
export interface Blanked {
  /** Without comments and without what strings hold; what they interpolate is code. */
  readonly code: string;
  /** Without comments. */
  readonly text: string;
}

/** A run of the source: code as it is, a comment, or what a string holds. */
interface Part {
  readonly kind: 'code' | 'comment' | 'string';
  readonly text: string;
}

function blanks(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** Line feeds in strings end no statement. */
function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}

function assemble(parts: readonly Part[]): Blanked {
  let code = '';
  let text = '';
  for (const part of parts) {
    code += part.kind === 'code' ? part.text : part.kind === 'comment' ? blanks(part.text) : ' '.repeat(part.text.length);
    text += part.kind === 'comment' ? blanks(part.text) : part.kind === 'string' ? oneLine(part.text) : part.text;
  }
  return { code, text };
}

/** Cuts what a string holds into text and interpolated code. */
function stringParts(body: string, interpolation: RegExp | undefined): readonly Part[] {
  if (interpolation === undefined) return [{ kind: 'string', text: body }];
  const parts: Part[] = [];
  let at = 0;
  for (const found of body.matchAll(interpolation)) {
    parts.push({ kind: 'string', text: body.slice(at, found.index) }, { kind: 'code', text: oneLine(found[0]) });
    at = found.index + found[0].length;
  }
  return [...parts, { kind: 'string', text: body.slice(at) }];
}

interface Lexicon {
  /** The next comment or string; groups `comment`, `open`, `body`, `close`, and `prefix` before the quote. */
  readonly token: RegExp;
  readonly interpolation: (open: string, prefix: string) => RegExp | undefined;
}

const PYTHON: Lexicon = {
  token:
    /(?<comment>#[^\n]*)|(?<prefix>\b[A-Za-z]{1,2})?(?:(?<open>"""|''')(?<body>(?:\\[\s\S]|(?!\k<open>)[\s\S])*)(?<close>\k<open>|$)|(?<open1>["'])(?<body1>(?:\\[\s\S]|(?!\k<open1>)[^\n\\])*)(?<close1>\k<open1>|(?=\n)|$))/g,
  interpolation: (_open, prefix) => (/f/i.test(prefix) ? /(?<!\{)\{(?!\{)[^{}]*\}/g : undefined),
};

const JAVASCRIPT: Lexicon = {
  token:
    /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<prefix>)(?:(?<open>`)(?<body>(?:\\[\s\S]|[^`\\])*)(?<close>`|$)|(?<open1>["'])(?<body1>(?:\\[\s\S]|(?!\k<open1>)[^\n\\])*)(?<close1>\k<open1>|(?=\n)|$))/g,
  interpolation: (open) => (open === '`' ? /\$\{[^{}]*\}/g : undefined),
};

function lex(source: string, { token, interpolation }: Lexicon): Blanked {
  const parts: Part[] = [];
  let at = 0;
  for (const found of source.matchAll(token)) {
    const { comment, prefix = '', open = found.groups?.['open1'] ?? '', body = found.groups?.['body1'] ?? '' } = found.groups ?? {};
    parts.push({ kind: 'code', text: source.slice(at, found.index) });
    at = found.index + found[0].length;
    if (comment !== undefined) {
      parts.push({ kind: 'comment', text: comment });
      continue;
    }
    const close = found[0].slice(prefix.length + open.length + body.length);
    parts.push({ kind: 'code', text: prefix + open }, ...stringParts(body, interpolation(open, prefix)), { kind: 'code', text: close });
  }
  return assemble([...parts, { kind: 'code', text: source.slice(at) }]);
}

/** What a here-document holds is data of another program; single quotes hold no expansion; `;`, `&&` and `||` end a statement as a line feed does. */
const SHELL =
  /(?<continued>\\\r?\n)|(?<escaped>\\.)|(?<comment>(?<=^|[\s;])#[^\n]*)|(?<single>'[^']*(?:'|$))|(?<double>"(?:\\[\s\S]|[^"\\])*(?:"|$))|(?<heredoc><<-?\s*(?<quote>["']?)(?<tag>\w+)\k<quote>[^\n]*\n[\s\S]*?(?:\n\s*\k<tag>(?=\s|$)|$))|(?<end>;|&&|\|\|)/gm;

function lexShell(source: string): Blanked {
  const parts: Part[] = [];
  let at = 0;
  for (const found of source.matchAll(SHELL)) {
    const { continued, comment, single, double, heredoc, end } = found.groups ?? {};
    parts.push({ kind: 'code', text: source.slice(at, found.index) });
    at = found.index + found[0].length;
    if (comment !== undefined) parts.push({ kind: 'comment', text: comment });
    else if (single !== undefined) parts.push({ kind: 'code', text: "'" }, { kind: 'string', text: single.slice(1) });
    else if (double !== undefined) parts.push({ kind: 'code', text: oneLine(double) });
    else if (heredoc !== undefined)
      parts.push({ kind: 'code', text: heredoc.slice(0, heredoc.indexOf('\n')) }, { kind: 'comment', text: heredoc.slice(heredoc.indexOf('\n')) });
    else if (continued !== undefined) parts.push({ kind: 'code', text: ' '.repeat(continued.length) });
    else if (end !== undefined) parts.push({ kind: 'code', text: '\n'.repeat(end.length) });
    else parts.push({ kind: 'code', text: found[0] });
  }
  return assemble([...parts, { kind: 'code', text: source.slice(at) }]);
}

/** YAML and Dockerfiles: a `#` that begins a word begins a comment. */
function lexLines(source: string): Blanked {
  const code = source.replace(/(?<=^|\s)#[^\n]*/gm, blanks).replace(/\\\r?\n/g, (found) => ' '.repeat(found.length));
  return { code, text: code };
}

/** Blanks comments, and in `code` what strings hold. */
export function blank(source: string, language: Language): Blanked {
  switch (language) {
    case 'python':
      return lex(source, PYTHON);
    case 'javascript':
      return lex(source, JAVASCRIPT);
    case 'shell':
      return lexShell(source);
    default:
      return lexLines(source);
  }
}
