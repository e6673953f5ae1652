// Teddy: a SIMD search for a few short literals at once, for those that no long run gives away.
//
// Three consecutive bytes are looked up by their nibbles in tables of bucket bits; where a bit survives all six look-ups, one of the
// bucket's literals may stand. With some forty literals the buckets let too much through: see docs/performance.md.
//
// @see https://github.com/rust-lang/regex/blob/master/regex-automata, "Teddy", for the algorithm's history

import { BARE, keyAt, MASKS_AT, offer } from './layout';

// @ts-ignore: decorator
@inline
function fingerprint(at: usize, lo0: v128, hi0: v128, lo1: v128, hi1: v128, lo2: v128, hi2: v128): v128 {
  const nibble = i8x16.splat(0x0f);
  const a = v128.load(at);
  const b = v128.load(at, 1);
  const c = v128.load(at, 2);
  const first = v128.and(i8x16.swizzle(lo0, v128.and(a, nibble)), i8x16.swizzle(hi0, v128.and(i16x8.shr_u(a, 4), nibble)));
  const second = v128.and(i8x16.swizzle(lo1, v128.and(b, nibble)), i8x16.swizzle(hi1, v128.and(i16x8.shr_u(b, 4), nibble)));
  const third = v128.and(i8x16.swizzle(lo2, v128.and(c, nibble)), i8x16.swizzle(hi2, v128.and(i16x8.shr_u(c, 4), nibble)));
  return v128.and(v128.and(first, second), third);
}

/** Queues the places in [from, to) at which three bytes of a bare literal may stand. */
export function queueBare(tables: usize, from: usize, to: usize, queue: usize): usize {
  const masks = tables + MASKS_AT;
  const lo0 = v128.load(masks);
  const hi0 = v128.load(masks, 16);
  const lo1 = v128.load(masks, 32);
  const hi1 = v128.load(masks, 48);
  const lo2 = v128.load(masks, 64);
  const hi2 = v128.load(masks, 80);
  const zero = i8x16.splat(0);
  let next = queue;
  for (let at = from; at < to; at += 64) {
    const r0 = fingerprint(at, lo0, hi0, lo1, hi1, lo2, hi2);
    const r1 = fingerprint(at + 16, lo0, hi0, lo1, hi1, lo2, hi2);
    const r2 = fingerprint(at + 32, lo0, hi0, lo1, hi1, lo2, hi2);
    const r3 = fingerprint(at + 48, lo0, hi0, lo1, hi1, lo2, hi2);
    if (!v128.any_true(v128.or(v128.or(r0, r1), v128.or(r2, r3)))) continue;
    let bits =
      (<u64>(<u32>i8x16.bitmask(i8x16.ne(r0, zero)))) |
      ((<u64>(<u32>i8x16.bitmask(i8x16.ne(r1, zero)))) << 16) |
      ((<u64>(<u32>i8x16.bitmask(i8x16.ne(r2, zero)))) << 32) |
      ((<u64>(<u32>i8x16.bitmask(i8x16.ne(r3, zero)))) << 48);
    for (; bits != 0; bits &= bits - 1) {
      const place = at + <usize>ctz(bits);
      next = offer(next, place, keyAt(place), tables, BARE);
    }
  }
  return next;
}
