// Teddy: a SIMD search for a few short literals at once, for those that no long run gives away.
//
// Three consecutive bytes are looked up by their nibbles in tables of bucket bits; where a bit survives all six look-ups, one of the
// bucket's literals may stand. With some forty literals the buckets let too much through: see docs/performance.md.
//
// @see https://github.com/rust-lang/regex/blob/master/regex-automata, "Teddy", for the algorithm's history

import { keyAt, list, masksOf, offer } from './layout';

/** The buckets that both nibbles of 16 bytes let through. */
// @ts-ignore: decorator
@inline
function bucketsOf(bytes: v128, low: v128, high: v128): v128 {
  const nibble = i8x16.splat(0x0f);
  return v128.and(i8x16.swizzle(low, v128.and(bytes, nibble)), i8x16.swizzle(high, v128.and(i16x8.shr_u(bytes, 4), nibble)));
}

/** Three places' buckets, the second and third moved to where the first one's byte stands. */
// @ts-ignore: decorator
@inline
function meet(first: v128, second: v128, secondAhead: v128, third: v128, thirdAhead: v128): v128 {
  const one = i8x16.shuffle(second, secondAhead, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
  const two = i8x16.shuffle(third, thirdAhead, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
  return v128.and(first, v128.and(one, two));
}

/** Queues the places in [from, to), and up to 63 behind them, at which three bytes of the group's literals may stand. `places` is scratch. */
export function queueLiterals(tables: usize, group: u32, from: usize, to: usize, queue: usize, places: usize): usize {
  const masks = masksOf(tables, group);
  const lo0 = v128.load(masks);
  const hi0 = v128.load(masks, 16);
  const lo1 = v128.load(masks, 32);
  const hi1 = v128.load(masks, 48);
  const lo2 = v128.load(masks, 64);
  const hi2 = v128.load(masks, 80);
  const zero = i8x16.splat(0);
  let last = places;
  let bytes = v128.load(from);
  let second = bucketsOf(bytes, lo1, hi1);
  let third = bucketsOf(bytes, lo2, hi2);
  for (let at = from; at < to; at += 64) {
    const bytes1 = v128.load(at, 16);
    const bytes2 = v128.load(at, 32);
    const bytes3 = v128.load(at, 48);
    const bytes4 = v128.load(at, 64);
    const second1 = bucketsOf(bytes1, lo1, hi1);
    const third1 = bucketsOf(bytes1, lo2, hi2);
    const r0 = meet(bucketsOf(bytes, lo0, hi0), second, second1, third, third1);
    const second2 = bucketsOf(bytes2, lo1, hi1);
    const third2 = bucketsOf(bytes2, lo2, hi2);
    const r1 = meet(bucketsOf(bytes1, lo0, hi0), second1, second2, third1, third2);
    const second3 = bucketsOf(bytes3, lo1, hi1);
    const third3 = bucketsOf(bytes3, lo2, hi2);
    const r2 = meet(bucketsOf(bytes2, lo0, hi0), second2, second3, third2, third3);
    bytes = bytes4;
    second = bucketsOf(bytes, lo1, hi1);
    third = bucketsOf(bytes, lo2, hi2);
    const r3 = meet(bucketsOf(bytes3, lo0, hi0), second3, second, third3, third);
    if (!v128.any_true(v128.or(v128.or(r0, r1), v128.or(r2, r3)))) continue;
    const bits =
      (<u64>(<u32>i8x16.bitmask(i8x16.ne(r0, zero)))) |
      ((<u64>(<u32>i8x16.bitmask(i8x16.ne(r1, zero)))) << 16) |
      ((<u64>(<u32>i8x16.bitmask(i8x16.ne(r2, zero)))) << 32) |
      ((<u64>(<u32>i8x16.bitmask(i8x16.ne(r3, zero)))) << 48);
    last = list(bits, at, last);
  }
  let next = queue;
  for (let entry = places; entry < last; entry += 4) {
    const place = <usize>load<u32>(entry);
    next = offer(next, place, keyAt(place), tables, group);
  }
  return next;
}
