import { ALPHABETS } from '#detect/alphabet.ts';
import type { Rule } from '#detect/rule.ts';

/** Bytes of the match's line that are looked at to its right, at most: for marks and for the excerpt. */
export const RIGHT_CONTEXT_BYTES = 16 * 1024;

const SHOWN_CHARACTERS = 60;
const TOKEN_CHARACTERS = '[A-Za-z0-9_.+/=-]';

/** The bytes around a match that are on its line. */
export interface LineParts {
  readonly left: Buffer;
  readonly right: Buffer;
  /** The line starts before `left`: its first characters may be the rest of a token. */
  readonly leftIsCut: boolean;
  readonly wide: boolean;
}

function escapeForPattern(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function maskValue(text: string, value: string | undefined): string {
  if (value === undefined) return text;
  const at = text.lastIndexOf(value);
  return `${text.slice(0, at)}…${text.slice(at + value.length)}`;
}

/** For secrets without a prefix: whatever has the whole shape. */
function createShapeMask(rules: readonly Rule[]): (text: string) => string {
  const shapes = rules.map(({ pattern, literals, ignoreCase }) => ({ pattern: new RegExp(pattern.source, `g${pattern.flags ?? ''}`), literals, ignoreCase }));
  return (text) => {
    const lower = text.toLowerCase();
    return shapes
      .filter(({ literals, ignoreCase }) => literals.some((literal) => (ignoreCase === true ? lower : text).includes(literal)))
      .reduce((masked, { pattern }) => masked.replace(pattern, (whole, ...rest) => maskValue(whole, rest.at(-1)?.secret)), text);
  };
}

/** What a token must show at least behind its prefix to be masked: half of most, so that a cut-off one is too. Longer than any word of a name. */
const MASKED_RUN = 16;

/** Rules that are masked alike: what may stand before the literal, and the run behind it. */
function maskShape({ alphabet, minRun, left }: Rule): string {
  const characters = ALPHABETS[alphabet].replace(/[\\\]^-]/g, '\\$&');
  return `${left === 'any' ? '' : '(?<![A-Za-z0-9])'}(LITERALS)[${characters}]{${Math.max(8, Math.min(MASKED_RUN, minRun))},}`;
}

/** For secrets with a prefix: less than the rules ask for, so that neighbours and cut-off tokens are masked as well. */
function createPrefixMask(rules: readonly Rule[]): (text: string) => string {
  const shapes = new Map<string, string[]>();
  for (const rule of rules) shapes.set(maskShape(rule), [...(shapes.get(maskShape(rule)) ?? []), ...rule.literals]);
  const patterns = [...shapes].map(([shape, literals]) => {
    const longestFirst = [...new Set(literals)].sort((one, other) => other.length - one.length).map(escapeForPattern);
    return new RegExp(
      shape.replace('LITERALS', () => longestFirst.join('|')),
      'g',
    );
  });
  return (text) => patterns.reduce((masked, pattern) => masked.replace(pattern, '$1…'), text);
}

/**
 * Makes a function that replaces everything in a text that could be a token of these rules by its public prefix and an ellipsis.
 *
 * Where a token has a prefix it asks for less than the rules do, so that neighbours and cut-off tokens are masked as well; a name such as
 * `hf_hub_download.py` stays as it is.
 */
export function createMask(rules: readonly Rule[]): (text: string) => string {
  let mask: ((text: string) => string) | undefined;
  return (text) => {
    if (mask === undefined) {
      const builtIn = rules.filter((rule) => rule.search === undefined);
      const byPrefix = createPrefixMask(builtIn.filter((rule) => rule.sample.prefix !== ''));
      const byShape = createShapeMask(builtIn.filter((rule) => rule.sample.prefix === ''));
      mask = rules
        .flatMap((rule) => rule.search?.mask ?? [])
        .reduce(
          (before, own) => (one) => own(before(one)),
          (one: string) => byPrefix(byShape(one)),
        );
    }
    return mask(text);
  };
}

function textOf(bytes: Buffer, wide: boolean): string {
  return wide ? Buffer.from(bytes.filter((byte) => byte !== 0)).toString('latin1') : bytes.toString('utf8');
}

/** Control characters could rewrite a terminal's screen; they are shown as a dot. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (one) => (one === '\t' ? ' ' : '·'));
}

/** The line for people: the token redacted, its neighbours masked, some sixty characters on either side. */
export function excerptOf(parts: LineParts, redacted: string, mask: (text: string) => string): string {
  const leftText = textOf(parts.left, parts.wide);
  const left = printable(mask(parts.leftIsCut ? leftText.replace(new RegExp(`^${TOKEN_CHARACTERS}+`), '') : leftText));
  const right = printable(mask(textOf(parts.right, parts.wide).replace(/\r$/, '')));
  const before = left.length > SHOWN_CHARACTERS ? `…${left.slice(-SHOWN_CHARACTERS)}` : left;
  const after = right.length > SHOWN_CHARACTERS ? `${right.slice(0, SHOWN_CHARACTERS)}…` : right;
  return `${before}${redacted}${after}`.trim();
}
