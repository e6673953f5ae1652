// Finds where a text may hide another one: runs of base64 or hex digits that decode to text or to the start of an archive, and escapes of characters
// that tokens are made of. Nothing is decoded here for good: each run is decoded in registers, to see whether it is worth it.
//
// Most blocks of 64 bytes hold neither an escape nor 32 digits in a row: the search for literals, which meets each of them anyway, marks the others.

import { bitsOf } from './bits';
import { escapes, hexValue, introducersIn, isDigit } from './escapes';
import { lookUp } from './lookup';

export { countLineFeeds } from './lines';

/** Runs are looked at from so many digits on: 24 bytes of base64. */
const MIN_RUN: usize = 32;

// What is found.
// 0 to 3: text in base64, from the digit with this number on
const HEX: i32 = 4; // 4 and 5: the same for hex
const BASE64_ARCHIVE: i32 = 6;
const HEX_ARCHIVE: i32 = 7;
const ESCAPE: i32 = 8;

let nextOffset: i32 = 0;

/** Where a search that stopped because the output was full goes on; at least the input's length when it is done. */
export function next(): i32 {
  return nextOffset;
}

/** Not zero where a base64 digit stands, of either alphabet: where the tables of both nibbles have a bit in common. */
// @ts-ignore: decorator
@inline
function digitClasses(at: usize): v128 {
  const bytes = v128.load(at);
  // rows by the high nibble: 2 -> "+-/", 3 -> 0-9, 4 and 6 -> A-O a-o, 5 -> P-Z _, 7 -> p-z
  const high = i8x16(0, 0, 0x01, 0x02, 0x04, 0x08, 0x04, 0x10, 0, 0, 0, 0, 0, 0, 0, 0);
  const low = i8x16(0x1a, 0x1e, 0x1e, 0x1e, 0x1e, 0x1e, 0x1e, 0x1e, 0x1e, 0x1e, 0x1c, 0x05, 0x04, 0x05, 0x04, 0x0d);
  return v128.and(lookUp(low, v128.and(bytes, i8x16.splat(0x0f))), lookUp(high, i8x16.shr_u(bytes, 4)));
}

// @ts-ignore: decorator
@inline
function areDigits(at: usize): bool {
  return i8x16.all_true(digitClasses(at));
}

// @ts-ignore: decorator
@inline
function isDigitAt(at: usize): v128 {
  return i8x16.ne(digitClasses(at), i8x16.splat(0));
}

/** Ones where digits stand in 64 bytes. */
function digitsIn(at: usize): u64 {
  return bitsOf(isDigitAt(at), isDigitAt(at + 16), isDigitAt(at + 32), isDigitAt(at + 48));
}

/** The six bits of each of 16 base64 digits. */
// @ts-ignore: decorator
@inline
function sixBits(bytes: v128): v128 {
  const shifts = i8x16(0, 0, 16, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0);
  let six = i8x16.add(bytes, lookUp(shifts, i8x16.shr_u(bytes, 4)));
  six = i8x16.add(six, v128.and(i8x16.eq(bytes, i8x16.splat(0x2b)), i8x16.splat(3)));
  six = i8x16.add(six, v128.and(i8x16.eq(bytes, i8x16.splat(0x2d)), i8x16.splat(1)));
  return i8x16.add(six, v128.and(i8x16.eq(bytes, i8x16.splat(0x5f)), i8x16.splat(33)));
}

/** Whether 16 base64 digits decode to 12 characters of ASCII, none of them a control character. */
function isText(at: usize): bool {
  const six = sixBits(v128.load(at));
  const first = v128.or(i32x4.shl(v128.and(six, i32x4.splat(0x3f)), 2), v128.and(i32x4.shr_u(six, 12), i32x4.splat(3)));
  const second = v128.or(i32x4.shl(v128.and(i32x4.shr_u(six, 8), i32x4.splat(15)), 4), v128.and(i32x4.shr_u(six, 18), i32x4.splat(15)));
  const third = v128.or(i32x4.shl(v128.and(i32x4.shr_u(six, 16), i32x4.splat(3)), 6), i32x4.shr_u(six, 24));
  const decoded = v128.or(v128.or(first, i32x4.shl(second, 8)), v128.or(i32x4.shl(third, 16), i32x4.splat(0x20000000)));
  return i8x16.all_true(i8x16.ge_s(decoded, i8x16.splat(0x20)));
}

/** Whether text is decoded around a block, for a phase for which the block's own bytes are ASCII. Of the two places beside it one lies in the text. */
function textStands(block: usize, phase: usize, start: usize, end: usize): bool {
  const before = block + phase - 4;
  const behind = block + phase;
  if (phase == 0) return isText(block);
  return (before >= start && isText(before)) || (behind + 16 <= end && isText(behind));
}

/** Finds the phases, as bits, for which a run decodes to text: the top bits of the decoded bytes are bits 5, 3 and 1 of the digits. */
function textPhases(start: usize, end: usize): u32 {
  let phases: u32 = 0;
  for (let at = start; at + 16 <= end; at += 16) {
    const six = sixBits(v128.load(at));
    if ((phases & 1) == 0 && !v128.any_true(v128.and(six, i32x4.splat(0x00020820))) && textStands(at, 0, start, end)) phases |= 1;
    if ((phases & 2) == 0 && !v128.any_true(v128.and(six, i32x4.splat(0x02082000))) && textStands(at, 1, start, end)) phases |= 2;
    if ((phases & 4) == 0 && !v128.any_true(v128.and(six, i32x4.splat(0x08200002))) && textStands(at, 2, start, end)) phases |= 4;
    if ((phases & 8) == 0 && !v128.any_true(v128.and(six, i32x4.splat(0x20000208))) && textStands(at, 3, start, end)) phases |= 8;
  }
  return phases;
}

// @ts-ignore: decorator
@inline
function put(out: usize, count: i32, at: usize, input: usize, kind: i32): i32 {
  store<i32>(out + <usize>count * 8, <i32>(at - input));
  store<i32>(out + <usize>count * 8, kind, 4);
  return count + 1;
}

/** The four bytes of gzip, zip and zstd, as their base64 and hex start. */
function archiveAt(at: usize): i32 {
  const four = load<u32>(at);
  if (four == 0x49733448) return BASE64_ARCHIVE; // H4sI
  if (four == 0x44734555 && load<u8>(at + 4) == 0x42) return BASE64_ARCHIVE; // UEsDB
  if (four == 0x76554c4b && load<u8>(at + 4) == 0x2f) return BASE64_ARCHIVE; // KLUv/
  const lower = load<u64>(at) | 0x2020202020202020;
  if ((lower & 0xffffffffffff) == 0x383062386631) return HEX_ARCHIVE; // 1f8b08
  if (lower == 0x3430333062343035) return HEX_ARCHIVE; // 504b0304
  if (lower == 0x6466663235623832) return HEX_ARCHIVE; // 28b52ffd
  return -1;
}

/** Whether a stretch of hex digits holds 20 bytes of text. */
function isHexText(from: usize, to: usize): bool {
  let text = 0;
  for (let at = from; at + 2 <= to && text < 20; at += 2) text = load<u8>(at) - 0x32 < 6 ? text + 1 : 0;
  return text == 20;
}

/** Finds the phases, as bits, for which a run holds 20 bytes of text in hex. Forty hex digits in a row hold every fortieth place. */
function hexPhases(start: usize, end: usize): u32 {
  let phases: u32 = 0;
  for (let at = start + 39; at < end; at += 40) {
    if (hexValue(load<u8>(at)) < 0) continue;
    let from = at;
    while (from > start && hexValue(load<u8>(from - 1)) >= 0) from--;
    while (at < end && hexValue(load<u8>(at)) >= 0) at++;
    const odd = <u32>(from - start) & 1;
    if (isHexText(from, at)) phases |= 1 << odd;
    if (isHexText(from + 1, at)) phases |= 2 >> odd;
    at -= 1;
  }
  return phases;
}

/** Says what a run may hide; up to seven entries. */
function judge(start: usize, end: usize, input: usize, out: usize, found: i32): i32 {
  let count = found;
  const archive = archiveAt(start);
  if (archive != -1) count = put(out, count, start, input, archive);
  const phases = textPhases(start, end) | (hexPhases(start, end) << HEX);
  for (let phase = 0; phase < 6; phase++) {
    if ((phases >> phase) & 1) count = put(out, count, start, input, phase);
  }
  return count;
}

/** Ones where 32 ones begin. */
// @ts-ignore: decorator
@inline
function runStarts(bits: u64): u64 {
  let starts = bits & (bits >> 1);
  starts &= starts >> 2;
  starts &= starts >> 4;
  starts &= starts >> 8;
  return starts & (starts >> 16);
}

/** Where the digits end that go on from a block's end. */
function endOfDigits(from: usize): usize {
  let at = from;
  let digits = digitsIn(at);
  for (; digits == <u64>-1; digits = digitsIn(at)) at += 64;
  return at + <usize>ctz(~digits);
}

/** Judges the runs that start in a block. At least 64 bytes before it can be read. */
function findRuns(at: usize, input: usize, out: usize, found: i32): i32 {
  const digits = digitsIn(at);
  let count = found;
  // what goes on from the block before was judged with that one
  const own = (digits & 1) != 0 && isDigit(load<u8>(at - 1)) ? digits & (digits + 1) : digits;
  const inner = runStarts(own);
  const first = <usize>ctz(inner);
  const length = <usize>ctz(~(own >> first));
  if (inner != 0 && first + length < 64) count = judge(at + first, at + first + length, input, out, count);
  const trailing = <usize>clz(~own);
  if (trailing == 0) return count;
  const end = endOfDigits(at + 64);
  const start = at + 64 - trailing;
  return end - start < MIN_RUN ? count : judge(start, end, input, out, count);
}

/**
 * Looks at the marked blocks of input[from, length). Zeros stand for at least 64 bytes before the input and 128 behind the content.
 *
 * What is found is written to `out` as pairs of i32: offset, kind. Stops early when fewer than `reserve` places are left, which must be at least 96:
 * one block may hold as many escapes as bytes. `next()` tells where to go on.
 *
 * @param marks A u32 for each 2 KiB, with a bit for each of its blocks of 64 bytes: 1 where a run of 32 digits may begin, or an escape.
 */
export function find(input: usize, from: i32, length: i32, marks: usize, out: usize, capacity: i32, reserve: i32): i32 {
  let count = 0;
  for (let block = from >> 6; block << 6 < length; block++) {
    const marked = load<u32>(marks + <usize>((block >> 5) << 2)) >> (block & 31);
    if (marked == 0) {
      block |= 31;
      continue;
    }
    block += ctz(marked);
    const at = input + <usize>(block << 6);
    count = findRuns(at, input, out, count);
    for (let escaping = introducersIn(at); escaping != 0; escaping &= escaping - 1) {
      const place = at + <usize>ctz(escaping);
      if (escapes(place)) count = put(out, count, place, input, ESCAPE);
    }
    if (count + reserve > capacity) {
      nextOffset = (block + 1) << 6;
      return count;
    }
  }
  nextOffset = length;
  return count;
}
