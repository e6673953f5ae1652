import type { Alphabet } from '#detect/rule.ts';

const CHARACTERS: Readonly<Record<Alphabet, RegExp>> = { base62: /[A-Za-z0-9]/, base64url: /[A-Za-z0-9_-]/, jwt: /[A-Za-z0-9_.-]/ };

export const ALPHABETS = Object.keys(CHARACTERS) as readonly Alphabet[];

/** 256 bytes: 1 where a byte is a character of the alphabet. */
export function classOf(alphabet: Alphabet): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (byte < 128 && CHARACTERS[alphabet].test(String.fromCharCode(byte)) ? 1 : 0));
}

/** The literal's bytes as they stand in the input: with a NUL between two characters where the text is UTF-16. */
export function literalBytes(literal: string, wide: boolean): Uint8Array {
  const narrow = Buffer.from(literal, 'latin1');
  if (!wide) return narrow;
  return Uint8Array.from({ length: narrow.length * 2 - 1 }, (_, index) => (index % 2 === 0 ? (narrow[index / 2] as number) : 0));
}
