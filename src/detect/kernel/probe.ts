import { ALPHABETS, type Alphabet } from '#detect/alphabet.ts';
import type { Probe } from '#detect/kernel/contract.ts';

/** 256 bytes: 1 where a byte is a character of the alphabet. */
export function classOf(alphabet: Alphabet): Uint8Array {
  const characters = new Uint8Array(256);
  for (const character of ALPHABETS[alphabet]) characters[character.charCodeAt(0)] = 1;
  return characters;
}

/** The literal's bytes as they stand in the input, in small letters where case is ignored; with a NUL between two characters where the text is UTF-16. */
export function literalBytes({ literal, ignoreCase }: Probe, wide: boolean): Uint8Array {
  const narrow = Buffer.from(ignoreCase === true ? literal.toLowerCase() : literal, 'latin1');
  if (!wide) return narrow;
  return Uint8Array.from({ length: narrow.length * 2 - 1 }, (_, index) => (index % 2 === 0 ? (narrow[index / 2] as number) : 0));
}
