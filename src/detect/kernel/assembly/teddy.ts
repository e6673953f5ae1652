// Teddy: a SIMD search for a few short literals at once, for those that no long run gives away.
//
// Four consecutive bytes are looked up by their nibbles in tables of bucket bits; where a bit survives all eight look-ups, one of the
// bucket's literals may stand. With many literals the buckets let too much through: see docs/performance.md.
//
// @see https://github.com/rust-lang/regex/blob/master/regex-automata, "Teddy", for the algorithm's history

import { bitsOf } from './bits';
import { keyAt, list, offer } from './layout';
import { lookUp } from './lookup';

/** 16 bytes before the tables: written, and never read. */
const UNREAD_AT: usize = 16;

/** The buckets that both nibbles of 16 bytes let through. */
// @ts-ignore: decorator
@inline
function bucketsOf(bytes: v128, low: v128, high: v128): v128 {
  const nibble = i8x16.splat(0x0f);
  return v128.and(lookUp(low, v128.and(bytes, nibble)), lookUp(high, v128.and(i16x8.shr_u(bytes, 4), nibble)));
}

/** The buckets of which a literal may start at each of 16 places: those that let all four bytes through. */
// @ts-ignore: decorator
@inline
function bucketsAt(at: usize, lo0: v128, hi0: v128, lo1: v128, hi1: v128, lo2: v128, hi2: v128, lo3: v128, hi3: v128): v128 {
  const first = v128.and(bucketsOf(v128.load(at), lo0, hi0), bucketsOf(v128.load(at, 1), lo1, hi1));
  return v128.and(first, v128.and(bucketsOf(v128.load(at, 2), lo2, hi2), bucketsOf(v128.load(at, 3), lo3, hi3)));
}

/** Lists the places in [from, to), and up to 63 behind them, at which four bytes of the group's literals may stand. */
export function listLiterals(masks: usize, from: usize, to: usize, places: usize): usize {
  const lo0 = v128.load(masks);
  const hi0 = v128.load(masks, 16);
  const lo1 = v128.load(masks, 32);
  const hi1 = v128.load(masks, 48);
  const lo2 = v128.load(masks, 64);
  const hi2 = v128.load(masks, 80);
  const lo3 = v128.load(masks, 96);
  const hi3 = v128.load(masks, 112);
  let last = places;
  for (let at = from; at < to; at += 64) {
    // a store keeps V8 from reading all sixteen vectors first, which are more than there are registers, and take half as long again
    const first = bucketsAt(at, lo0, hi0, lo1, hi1, lo2, hi2, lo3, hi3);
    v128.store(UNREAD_AT, first);
    const second = bucketsAt(at + 16, lo0, hi0, lo1, hi1, lo2, hi2, lo3, hi3);
    v128.store(UNREAD_AT, second);
    const third = bucketsAt(at + 32, lo0, hi0, lo1, hi1, lo2, hi2, lo3, hi3);
    v128.store(UNREAD_AT, third);
    const fourth = bucketsAt(at + 48, lo0, hi0, lo1, hi1, lo2, hi2, lo3, hi3);
    if (!v128.any_true(v128.or(v128.or(first, second), v128.or(third, fourth)))) continue;
    last = list(bitsOf(isLeft(first), isLeft(second), isLeft(third), isLeft(fourth)), at, last);
  }
  return last;
}

// @ts-ignore: decorator
@inline
function isLeft(buckets: v128): v128 {
  return i8x16.ne(buckets, i8x16.splat(0));
}

/** Queues the listed places at which the group's literals may stand. */
export function queueListed(tables: usize, group: u32, places: usize, last: usize, queue: usize): usize {
  let next = queue;
  for (let entry = places; entry < last; entry += 4) {
    const place = <usize>load<u32>(entry);
    next = offer(next, place, keyAt(place), tables, group);
  }
  return next;
}
