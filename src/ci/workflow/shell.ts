/** One simple command of a script: `curl -H "…"`, `echo "$X"`. */
export interface ShellCommand {
  /** The command's own words, as they are written. */
  readonly words: readonly string[];
  /** Offset of its first word in the script. */
  readonly start: number;
  /** What stands behind it: `|` when its output goes to another command. */
  readonly operator: string;
  /** Files that it writes to: `"$GITHUB_ENV"`. */
  readonly writesTo: readonly string[];
}

/** A place in a script: whether a quote is open there. */
export type Quote = 'none' | 'single' | 'double';

const QUOTED = /\\[\s\S]|'[^']*(?:'|$)|"(?:\\[\s\S]|[^"\\])*(?:"|$)|(?<=^|\s)#[^\n]*/g;

/** Which quote is open at an offset. Comments and escapes are known, here documents are not. */
export function quoteAt(script: string, offset: number): Quote {
  for (const { 0: text, index } of script.matchAll(QUOTED)) {
    if (index >= offset) break;
    if (index + text.length > offset) return text[0] === "'" ? 'single' : text[0] === '"' ? 'double' : 'none';
  }
  return 'none';
}

const WORD = [
  String.raw`\$\{\{[^}]{0,1000}\}\}`, // an expression of the workflow
  String.raw`\$\{[^}]{0,1000}\}`,
  String.raw`\$\([^()]{0,1000}\)`,
  String.raw`\\[\s\S]`,
  String.raw`"(?:\\[\s\S]|[^"\\])*"`,
  `'[^']*'`,
  String.raw`[^\s|;&<>()\\"']`,
].join('|');

const TOKEN = new RegExp(
  String.raw`(?<gap>(?:[ \t]|\\\r?\n)+|(?<=^|[\s;])#[^\n]*)|(?<operator>\|\||&&|\|&|[|;&\n()])|(?<redirect>\d*(?:>>|>\||>&|<<<|<<-?|>|<))|(?<word>(?:${WORD})+)|[\s\S]`,
  'g',
);

/** What is read of the command that is being taken apart. */
class OpenCommand {
  words: string[] = [];
  start = 0;
  writesTo: string[] = [];
  redirect = '';

  take(word: string, index: number): void {
    if (this.redirect === '') {
      if (this.words.length === 0) this.start = index;
      this.words.push(word);
    } else if (this.redirect.includes('>')) this.writesTo.push(word);
    this.redirect = '';
  }

  close(operator: string): readonly ShellCommand[] {
    return this.words.length === 0 ? [] : [{ words: this.words, start: this.start, writesTo: this.writesTo, operator }];
  }
}

/**
 * Takes a script apart into simple commands: enough to see what a secret is given to.
 *
 * Words keep their quotes and expansions. Substitutions are not followed; their words count as those of the command around them.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_10
 */
export function shellCommands(script: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let open = new OpenCommand();
  for (const { groups = {}, index } of script.matchAll(TOKEN)) {
    if (groups['operator'] !== undefined) {
      commands.push(...open.close(groups['operator']));
      open = new OpenCommand();
    } else if (groups['redirect'] !== undefined) open.redirect = groups['redirect'];
    else if (groups['word'] !== undefined) open.take(groups['word'], index);
  }
  return [...commands, ...open.close('')];
}

/** The program that a command runs, past assignments and `sudo`; empty for assignments alone. */
export function programOf({ words }: ShellCommand): string {
  const first = words.findIndex(
    (word) => !/^[A-Za-z_]\w*=/.test(word) && !/^(?:sudo|time|exec|command|nohup|if|then|else|do|while|until|!|uvx?|poetry|pipx|run)$/.test(word),
  );
  return first < 0 ? '' : (words[first] ?? '').replace(/^["']|["']$/g, '');
}

/** Whether a script expands a variable somewhere: `$NAME`, `${NAME}`, `$env:NAME`, `os.environ["NAME"]`. */
export function expands(text: string, name: string): boolean {
  return new RegExp(`\\$(?:env:)?\\{?${name}\\b|(?:environ|getenv|process\\.env)[^\\n]{0,12}\\b${name}\\b`).test(text);
}
