// The last test of a place: the literal itself, what stands before it, and the run behind it.

import { chainOf, keyAt, patternAt, WIDE, wideKeyAt } from './layout';

/** Bytes of an escape that may end at a literal, at most: a backslash, per cent sign, bracket or semicolon, or what MessagePack begins a text with, then letters and digits. */
export const ESCAPE_BYTES: usize = 7;

/** Whether the first eight bytes are right but for their case: one comparison, which nearly all places fail. */
// @ts-ignore: decorator
@inline
function beginsAlike(pattern: usize, at: usize): bool {
  return ((load<u64>(at) | 0x2020202020202020) & load<u64>(pattern, 32)) == load<u64>(pattern, 24);
}

function literalStands(pattern: usize, at: usize, end: usize): bool {
  const literal = <usize>load<u32>(pattern);
  const byteLength = <usize>load<u16>(pattern, 4);
  const ignoresCase = (load<u8>(pattern, 7) & 1) != 0;
  if (at + byteLength > end) return false;
  for (let i: usize = 0; i < byteLength; i++) {
    let byte = load<u8>(at + i);
    if (ignoresCase && <u8>(byte - 0x41) < 26) byte |= 0x20;
    if (byte != load<u8>(literal + i)) return false;
  }
  return true;
}

/** Letters and digits that may stand before a literal where the fields of a binary format stand side by side. */
export const GLUED_BYTES: usize = 64;

export let glued: bool = false;

/** Says whether letters and digits may stand before a literal. */
export function glue(on: bool): void {
  glued = on;
}

export function isAlphanumeric(byte: u8): bool {
  return <u8>((byte | 0x20) - 0x61) < 26 || <u8>(byte - 0x30) < 10;
}

export function opensEscape(byte: u8): bool {
  return byte == 0x5c || byte == 0x25 || byte == 0x5b || byte == 0x3b || byte == 0xd9 || byte == 0xc4; // \ % [ ; and MessagePack's text of a length
}

function boundaryStands(pattern: usize, at: usize, input: usize): bool {
  if ((load<u8>(pattern, 7) & 2) == 0 || at == input || !isAlphanumeric(load<u8>(at - 1))) return true;
  const most = glued ? GLUED_BYTES : ESCAPE_BYTES;
  for (let i: usize = 2; i <= most; i++) {
    const byte: u8 = at - i < input ? 0 : load<u8>(at - i);
    if (isAlphanumeric(byte)) continue;
    if (glued || opensEscape(byte)) return true;
    return i == 2 && load<u8>(at - 1) == 0x56 && (byte == 0x0a || byte == 0);
  }
  return false;
}

/** Characters of the alphabet stand right before the literal. */
function leadStands(pattern: usize, at: usize, input: usize): bool {
  const step = <usize>load<u8>(pattern, 6);
  const classAt = <usize>load<u32>(pattern, 8);
  const bytes = <usize>load<u16>(pattern, 40) * step;
  if (at - input < bytes) return false;
  for (let before = step; before <= bytes; before += step) {
    if (load<u8>(classAt + load<u8>(at - before)) == 0 || (step == 2 && load<u8>(at - before + 1) != 0)) return false;
  }
  return true;
}

/** Characters at the start of a run among which a digit must be, where one must. */
const DIGIT_WITHIN: usize = 64;

/** Characters of a run that ends at an `@`, at most. */
const UNTIL_AT_WITHIN: usize = 256;

/** The run right behind the literal is long enough, and an `@` ends it. */
function runEndsAtSign(pattern: usize, at: usize, end: usize): bool {
  const step = <usize>load<u8>(pattern, 6);
  const classAt = <usize>load<u32>(pattern, 8);
  let cursor = at + <usize>load<u16>(pattern, 4) + (step - 1);
  for (let run: usize = 0; cursor < end && run <= UNTIL_AT_WITHIN && (step == 1 || load<u8>(cursor - 1) == 0); run++) {
    const byte = load<u8>(cursor);
    if (load<u8>(classAt + byte) == 0) return byte == 0x40 && run >= <usize>load<u16>(pattern, 12);
    cursor += step;
  }
  return false;
}

/** A run that begins within the gap is long enough, and holds a digit if it must. */
function runStands(pattern: usize, at: usize, end: usize): bool {
  if ((load<u8>(pattern, 7) & 8) != 0) return runEndsAtSign(pattern, at, end);
  const step = <usize>load<u8>(pattern, 6);
  const needsDigit = (load<u8>(pattern, 7) & 4) != 0;
  const classAt = <usize>load<u32>(pattern, 8);
  const minRun = <usize>load<u16>(pattern, 12);
  const maxGap = <usize>load<u16>(pattern, 14);
  if (minRun == 0) return true;
  // wide literals end on a character, so that the NUL between it and the next one comes first
  let cursor = at + <usize>load<u16>(pattern, 4) + (step - 1);
  let run: usize = 0;
  let hasDigit = !needsDigit;
  for (let i: usize = 0; cursor < end && i - run <= maxGap; i++) {
    const byte = load<u8>(cursor);
    const stands = load<u8>(classAt + byte) != 0 && (step == 1 || load<u8>(cursor - 1) == 0);
    run = stands ? run + 1 : 0;
    hasDigit = !needsDigit || (stands && (hasDigit || (run <= DIGIT_WITHIN && <u8>(byte - 0x30) < 10)));
    if (run >= minRun && hasDigit) return true;
    if (i > maxGap && run > DIGIT_WITHIN && run >= minRun) return false;
    cursor += step;
  }
  return false;
}

/** Writes a candidate; they are kept by offset, then probe. Nearly all arrive in that order. */
function write(out: usize, count: i32, offset: i32, name: i32): void {
  let slot = out + <usize>count * 8;
  while (slot > out && (load<i32>(slot - 8) > offset || (load<i32>(slot - 8) == offset && load<i32>(slot - 4) > name))) {
    store<u64>(slot, load<u64>(slot - 8));
    slot -= 8;
  }
  store<i32>(slot, offset);
  store<i32>(slot + 4, name);
}

/** Tries the patterns of a queued place, and writes those that stand. Gives the new number of candidates. */
export function verify(tables: usize, entry: u32, input: usize, end: usize, out: usize, found: i32): i32 {
  const at = <usize>(entry >> 3);
  const group = entry & 7;
  let count = found;
  let number = chainOf(tables, group, group == WIDE ? wideKeyAt(at) : keyAt(at));
  while (number != 0) {
    const pattern = patternAt(tables, number);
    const start = at - <usize>load<u16>(pattern, 20);
    if (beginsAlike(pattern, start) && start >= input && literalStands(pattern, start, end) && boundaryStands(pattern, start, input) && leadStands(pattern, start, input) && runStands(pattern, start, end)) {
      write(out, count, <i32>(start - input), load<i32>(pattern, 16));
      count++;
    }
    number = <u32>load<u16>(pattern, 22);
  }
  return count;
}
