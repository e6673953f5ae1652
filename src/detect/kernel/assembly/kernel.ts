// The literal prefilter: Teddy, a SIMD search for many short literals at once.
//
// Three consecutive bytes of the input are looked up by their nibbles in tables of bucket bits; where a bucket bit survives all six
// look-ups, the bucket's literals are compared, and the characters behind the literal are counted. JavaScript sees what passes all that.
// The tables are laid out by plan.ts; this program knows none of the rules.
//
// @see https://github.com/rust-lang/regex/blob/master/regex-automata, "Teddy", for the algorithm's history

const BUCKETS_AT: usize = 96; // nine u32: where each bucket's patterns begin, and the end
const PATTERN_BYTES: usize = 20;

let nextOffset: i32 = 0;

/** Where a search that stopped because the output was full goes on; the input's length when it is done. */
export function next(): i32 {
  return nextOffset;
}

// @ts-ignore: decorator
@inline
function fingerprint(at: usize, lo0: v128, hi0: v128, lo1: v128, hi1: v128, lo2: v128, hi2: v128): v128 {
  const low = i8x16.splat(0x0f);
  const a = v128.load(at);
  const b = v128.load(at, 1);
  const c = v128.load(at, 2);
  const first = v128.and(i8x16.swizzle(lo0, v128.and(a, low)), i8x16.swizzle(hi0, i8x16.shr_u(a, 4)));
  const second = v128.and(i8x16.swizzle(lo1, v128.and(b, low)), i8x16.swizzle(hi1, i8x16.shr_u(b, 4)));
  const third = v128.and(i8x16.swizzle(lo2, v128.and(c, low)), i8x16.swizzle(hi2, i8x16.shr_u(c, 4)));
  return v128.and(v128.and(first, second), third);
}

function literalStands(pattern: usize, at: usize, end: usize): bool {
  const literal = load<u32>(pattern);
  const byteLength = <usize>load<u16>(pattern, 4);
  const fold = load<u8>(pattern, 7) != 0;
  if (at + byteLength > end) return false;
  for (let i: usize = 0; i < byteLength; i++) {
    let byte = load<u8>(at + i);
    if (fold && <u8>(byte - 0x41) < 26) byte |= 0x20;
    if (byte != load<u8>(literal + i)) return false;
  }
  return true;
}

function runStands(pattern: usize, at: usize, end: usize): bool {
  const step = <usize>load<u8>(pattern, 6);
  const classAt = load<u32>(pattern, 8);
  const minRun = <usize>load<u16>(pattern, 12);
  const maxGap = <usize>load<u16>(pattern, 14);
  // wide literals end on a character, so that the NUL between it and the next one comes first
  let cursor = at + <usize>load<u16>(pattern, 4) + (step - 1);
  let run: usize = 0;
  for (let i: usize = 0; run < minRun; i++) {
    if (cursor >= end || i - run > maxGap) return false;
    const stands = load<u8>(classAt + load<u8>(cursor)) != 0 && (step == 1 || load<u8>(cursor - 1) == 0);
    run = stands ? run + 1 : 0;
    cursor += step;
  }
  return true;
}

/** Writes what stands at one position; equal positions are kept in the order of their keys. */
function verify(tables: usize, buckets: u32, at: usize, input: usize, end: usize, out: usize, found: i32): i32 {
  let count = found;
  while (buckets != 0) {
    const bucket = <usize>ctz(buckets);
    buckets &= buckets - 1;
    let pattern = <usize>load<u32>(tables + BUCKETS_AT + bucket * 4);
    const last = <usize>load<u32>(tables + BUCKETS_AT + bucket * 4 + 4);
    for (; pattern < last; pattern += PATTERN_BYTES) {
      if (!literalStands(pattern, at, end) || !runStands(pattern, at, end)) continue;
      let slot = out + <usize>count * 8;
      const offset = <i32>(at - input);
      const key = load<i32>(pattern, 16);
      while (slot > out && load<i32>(slot - 8) == offset && load<i32>(slot - 4) > key) {
        store<u64>(slot, load<u64>(slot - 8));
        slot -= 8;
      }
      store<i32>(slot, offset);
      store<i32>(slot + 4, key);
      count++;
    }
  }
  return count;
}

/**
 * Searches input[from, length). At least 80 bytes behind the input can be read.
 *
 * Candidates are written to `out` as pairs of i32: offset, then probe * 2 + wide.
 * Stops early when fewer than `reserve` places are left; `next()` tells where to go on.
 */
export function search(tables: usize, input: usize, from: i32, length: i32, out: usize, capacity: i32, reserve: i32): i32 {
  const end = input + <usize>length;
  const lo0 = v128.load(tables);
  const hi0 = v128.load(tables, 16);
  const lo1 = v128.load(tables, 32);
  const hi1 = v128.load(tables, 48);
  const lo2 = v128.load(tables, 64);
  const hi2 = v128.load(tables, 80);
  let count = 0;
  for (let at = input + <usize>from; at < end; at += 64) {
    const r0 = fingerprint(at, lo0, hi0, lo1, hi1, lo2, hi2);
    const r1 = fingerprint(at + 16, lo0, hi0, lo1, hi1, lo2, hi2);
    const r2 = fingerprint(at + 32, lo0, hi0, lo1, hi1, lo2, hi2);
    const r3 = fingerprint(at + 48, lo0, hi0, lo1, hi1, lo2, hi2);
    if (!v128.any_true(v128.or(v128.or(r0, r1), v128.or(r2, r3)))) continue;
    const block = out + <usize>capacity * 8; // 64 bytes of scratch stand behind the output
    v128.store(block, r0);
    v128.store(block, r1, 16);
    v128.store(block, r2, 32);
    v128.store(block, r3, 48);
    const zero = i8x16.splat(0);
    let bits =
      <u64>(<u32>i8x16.bitmask(i8x16.ne(r0, zero))) |
      ((<u64>(<u32>i8x16.bitmask(i8x16.ne(r1, zero)))) << 16) |
      ((<u64>(<u32>i8x16.bitmask(i8x16.ne(r2, zero)))) << 32) |
      ((<u64>(<u32>i8x16.bitmask(i8x16.ne(r3, zero)))) << 48);
    while (bits != 0) {
      const lane = <usize>ctz(bits);
      bits &= bits - 1;
      if (at + lane >= end) break;
      if (count + reserve > capacity) {
        nextOffset = <i32>(at + lane - input);
        return count;
      }
      count = verify(tables, <u32>load<u8>(block + lane), at + lane, input, end, out, count);
    }
  }
  nextOffset = length;
  return count;
}

/** Counts the line feeds in memory[from, to). */
export function countLineFeeds(from: usize, to: usize): i32 {
  const feed = i8x16.splat(0x0a);
  let count = 0;
  let at = from;
  for (; at + 16 <= to; at += 16) count += popcnt(i8x16.bitmask(i8x16.eq(v128.load(at), feed)));
  for (; at < to; at++) count += i32(load<u8>(at) == 0x0a);
  return count;
}
