// Escapes of characters that tokens are made of: behind backslashes, in percent signs, as HTML references by number. The search for literals asks
// whether a stretch of text holds any, the look for encodings where they stand.
//
// What is behind a content must be zeros: they end whatever runs over its end.

import { bitsOf } from './bits';

// @ts-ignore: decorator
@inline
export function isDigit(byte: u32): bool {
  return ((byte | 32) - 97 < 26) || (byte - 48 < 10) || byte == 43 || byte == 45 || byte == 47 || byte == 95;
}

// @ts-ignore: decorator
@inline
export function hexValue(byte: u32): i32 {
  if (byte - 48 < 10) return <i32>(byte - 48);
  const letter = (byte | 32) - 97;
  return letter < 6 ? <i32>(letter + 10) : -1;
}

// @ts-ignore: decorator
@inline
function hidesCharacter(value: i32): bool {
  return value == 46 || (value > 0 && isDigit(<u32>value));
}

function pairValue(at: usize): i32 {
  const high = hexValue(load<u8>(at));
  const low = hexValue(load<u8>(at + 1));
  return high < 0 || low < 0 ? -1 : (high << 4) | low;
}

/** The character that an escape behind one or more backslashes stands for; -1 when it is none. */
function backslashed(from: usize): i32 {
  let at = from;
  while (load<u8>(at) == 0x5c) at++;
  const kind = load<u8>(at);
  if (kind == 0x78) return pairValue(at + 1); // x
  if (kind == 0x75) { // u
    if (load<u8>(at + 1) == 0x7b) {
      at += 2;
      while (load<u8>(at) == 0x30) at++;
      const value = pairValue(at);
      return load<u8>(at + 2) == 0x7d ? value : -1;
    }
    return load<u16>(at + 1) == 0x3030 ? pairValue(at + 3) : -1;
  }
  const first = <u32>kind - 48;
  const second = <u32>load<u8>(at + 1) - 48;
  const third = <u32>load<u8>(at + 2) - 48;
  return first < 2 && second < 8 && third < 8 ? <i32>((first << 6) | (second << 3) | third) : -1;
}

function percented(from: usize): i32 {
  let at = from;
  while (load<u16>(at) == 0x3532) at += 2; // %25 is the percent sign itself
  return pairValue(at);
}

/** Whether an HTML reference by number, or to the low line, begins here, behind its ampersand. */
function isReference(from: usize): bool {
  let at = from;
  while (load<u32>(at) == 0x3b706d61) at += 4; // amp;
  if (load<u8>(at) != 0x23) return load<u32>(at) == 0x62776f6c; // lowb
  const next = <u32>load<u8>(at + 1);
  return (next | 32) == 0x78 || next - 48 < 10;
}

/** Whether an escape begins at an introducer. */
export function escapes(at: usize): bool {
  const introducer = load<u8>(at);
  if (introducer == 0x5c) return load<u8>(at - 1) != 0x5c && hidesCharacter(backslashed(at)); // a row of backslashes is read once
  if (introducer == 0x25) return hidesCharacter(percented(at + 1));
  return isReference(at + 1);
}

/**
 * Where an introducer stands whose escape may go on with the third byte: a letter, a digit, a brace or a backslash.
 *
 * Numbers and compressed data are full of introducers: the high bytes of weights of 16 bits are `%` and `&` as often as not.
 */
// @ts-ignore: decorator
@inline
function areIntroducers(at: usize): v128 {
  const bytes = v128.load(at);
  const signs = v128.or(i8x16.eq(bytes, i8x16.splat(0x5c)), v128.or(i8x16.eq(bytes, i8x16.splat(0x25)), i8x16.eq(bytes, i8x16.splat(0x26))));
  return v128.and(signs, i8x16.gt_s(v128.load(at, 2), i8x16.splat(0x2f)));
}

/** Ones in 64 bytes where an escape may begin. */
// @ts-ignore: decorator
@inline
export function introducersIn(at: usize): u64 {
  return bitsOf(areIntroducers(at), areIntroducers(at + 16), areIntroducers(at + 32), areIntroducers(at + 48));
}

/** Whether an introducer stands in 64 bytes. */
// @ts-ignore: decorator
@inline
function holdsIntroducer(at: usize): bool {
  const first = v128.or(areIntroducers(at), areIntroducers(at + 16));
  return v128.any_true(v128.or(first, v128.or(areIntroducers(at + 32), areIntroducers(at + 48))));
}

/** Ones for the blocks of 64 bytes in [from, to), at most 32 of them, that hold an introducer. Without a branch, because whether one does cannot be predicted. */
function introducingBlocks(from: usize, to: usize): u32 {
  let blocks: u32 = 0;
  let number: u32 = 0;
  for (let at = from; at < to; at += 64) blocks |= (<u32>holdsIntroducer(at)) << number++;
  return blocks;
}

// @ts-ignore: decorator
@inline
function areHashes(at: usize): v128 {
  return i8x16.eq(v128.load(at), i8x16.splat(0x23));
}

/** Ones where what may be an escape goes on with the second byte: a letter, a digit, a hash or another introducer. */
function goingOn(at: usize, introducers: u64, word: u64): u64 {
  const hashes = bitsOf(areHashes(at), areHashes(at + 16), areHashes(at + 32), areHashes(at + 48));
  return introducers & (((word | introducers | hashes) >> 1) | (1 << 63));
}

/**
 * Ones for the blocks of 64 bytes in [from, to), at most 32 of them, in which an escape begins.
 *
 * @param words A u64 for each block, with ones where word characters stand.
 */
export function escapingBlocks(from: usize, to: usize, words: usize): u32 {
  let blocks: u32 = 0;
  for (let rest = introducingBlocks(from, to); rest != 0; rest &= rest - 1) {
    const number = <usize>ctz(rest);
    const at = from + (number << 6);
    for (let bits = goingOn(at, introducersIn(at), load<u64>(words + (number << 3))); bits != 0; bits &= bits - 1) {
      if (escapes(at + <usize>ctz(bits))) {
        blocks |= 1 << <u32>number;
        break;
      }
    }
  }
  return blocks;
}
