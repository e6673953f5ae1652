import type { Rule } from '#detect/rule.ts';

/**
 * Ends of escapes after which a token can start although a letter or digit stands there: `\n`, `\x3d`, `\u003d`, `\u{3d}`, `\075`,
 * `%3D`, and terminal colours, real (ESC) or written out. Pickles of protocol 0 begin
 * a line with `V`, MessagePack puts a text's length behind d9, which is no UTF-8 where an ASCII character follows.
 */
const ESCAPE_END =
  /(?:\\[abefnrtv0]|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\[0-7]{3}|%[0-9A-Fa-f]{2}|(?:\p{Cc}|\\x1[bB]|\\u001[bB]|\\033|\\e)\[[0-9;]{0,20}m|(?:^|\n)V|[\xc4\xd9][A-Za-z0-9])$/u;

/**
 * Whether a token may start behind this text, the last characters (24 are enough) before its literal, as Latin-1.
 *
 * Judged in code and not by a look-behind: a pattern that begins with one loses the search for its literal.
 *
 * @param glued Letters and digits before it are those of another field, as in binary formats.
 */
export function leftBoundaryHolds(left: string, kind: Rule['left'], glued = false): boolean {
  const before = left.at(-1);
  if (kind === 'any' || before === undefined) return true;
  const inWord = kind === 'strict' ? /[A-Za-z0-9_-]/ : /[A-Za-z0-9]/;
  return !inWord.test(before) || (glued && /[A-Za-z0-9]/.test(before)) || (/[\\%[V\xc4\xd9]/.test(left) && ESCAPE_END.test(left));
}
