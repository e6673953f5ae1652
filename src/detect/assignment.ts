import type { Alphabet } from '#detect/alphabet.ts';

/** What stands between a name and its value: no character of a name, unless it ends an escape (`%3D`, `\u003d`, `\n`). */
const BETWEEN = '(?:%[0-9a-f]{2}|u00[0-9a-f]{2}|[^A-Za-z0-9_]|(?<=\\\\)[nrt])';

/** Words of the names that secrets are given. */
const SECRET_WORDS = 'key|token|secret|auth|login|pass|pat\\b|cred|bearer|sid';

/** How far a value may stand from its name: characters of the name's rest, between them, and of a word there with what follows it. */
const FAR = { rest: 32, between: 24, word: '(?:[a-z_]{1,16}BETWEEN{1,8}?)??', gap: 32 + 24 + 16 + 8 };
const NEAR = { rest: 12, between: 12, word: '', gap: 12 + 12 };

interface AssignedSecret {
  /** Texts of which the name holds one, in any case. */
  readonly keywords: readonly string[];
  /** What the value looks like; its case is ignored. */
  readonly secret: RegExp;
  readonly alphabet: Alphabet;
  /** Characters of the alphabet that follow one another in the value, at least. */
  readonly run: number;
  /** Characters of the value before them; default 0. */
  readonly before?: number;
  /** Characters of the longest value. */
  readonly longest: number;
  /** The keywords name a secret by themselves; otherwise a word such as `key` or `token` must follow. */
  readonly secretive?: boolean;
  /** Each value has a digit among its first 64 characters. Default: where that is all but certain. */
  readonly digit?: boolean;
  /** The value stands right behind the name: for names that are met everywhere. */
  readonly near?: boolean;
}

interface AssignedFields {
  readonly literals: readonly string[];
  readonly ignoreCase: true;
  readonly pattern: RegExp;
  readonly minRun: number;
  readonly digit: boolean;
  readonly maxGap: number;
  readonly alphabet: Alphabet;
  readonly left: 'any';
  readonly maxLength: number;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/**
 * The fields of a rule for a secret without a prefix, which is known by the name that it is assigned to.
 *
 * Between name and value may stand what configuration files, languages and shells put there, and one short word: `os.environ["NAME"] = "…"`,
 * `NAME: string = '…'`, `<NAME>…`, `--name …`, `name: NAME` over `value: …`.
 */
export function assigned({ keywords, secret, alphabet, run, before = 0, longest, secretive, digit, near }: AssignedSecret): AssignedFields {
  const { rest, between, word, gap } = near === true ? NEAR : FAR;
  const use = secretive === true ? '' : `(?=[^\\n]{0,${rest}}?(?:${SECRET_WORDS}))`;
  const way = `[\\w.-]{0,${rest}}?${BETWEEN}{${near === true ? 0 : 1},${between}}?${word.replace('BETWEEN', BETWEEN)}(?<!\\\\)`;
  return {
    literals: keywords,
    ignoreCase: true,
    pattern: new RegExp(`(?:${keywords.map(escaped).join('|')})(?!s\\.)${use}${way}(?<secret>${secret.source})(?![A-Za-z0-9_+\\/-])`, 'i'),
    minRun: run,
    digit: digit ?? (run >= 16 && (alphabet === 'hex' || near === true)), // of other alphabets one token in some hundred has none
    maxGap: gap + before,
    alphabet,
    left: 'any',
    maxLength: Math.max(...keywords.map((keyword) => keyword.length)) + 2 * gap + longest,
  };
}
