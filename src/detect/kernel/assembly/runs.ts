// Tokens are long: so look for what is long, then for how it begins.
//
// A run of at least 16 characters [A-Za-z0-9_-] is rare in text, whatever the rules are; a literal in front of it is looked up in a hash
// table. The work does not grow with the number of literals, as it does where literals are searched for.
//
// 64 bytes become a word of 64 bits: 1 where a word character stands. A run is found by halving: x & x >> 1 leaves the starts of two ones,
// that & itself >> 2 those of four, and so on.

import { ANCHORED, ANCHORED_RUN_AT, GROUPS_IN_USE_AT, KEYWORD, KEYWORD_REACH_AT, KEYWORD_RUN_AT, keyAt, offer, PRECEDING } from './layout';
import { ESCAPE_BYTES, isAlphanumeric, opensEscape } from './verify';

// @ts-ignore: decorator
@inline
function bitsOf(first: v128, second: v128, third: v128, fourth: v128): u64 {
  return (
    (<u64>(<u32>i8x16.bitmask(first))) |
    ((<u64>(<u32>i8x16.bitmask(second))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(third))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(fourth))) << 48)
  );
}

/** 0 where a word character stands. A byte is one when both its nibbles name the same class: digits, letters of four rows, hyphen, underscore. */
// @ts-ignore: decorator
@inline
function notWord(at: usize): v128 {
  const nibble = i8x16.splat(0x0f);
  const lowNibbles = i8x16(5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 2, 2, 10, 2, 18);
  const highNibbles = i8x16(0, 0, 8, 1, 2, 20, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0);
  const bytes = v128.load(at);
  const low = i8x16.swizzle(lowNibbles, v128.and(bytes, nibble));
  const high = i8x16.swizzle(highNibbles, v128.and(i16x8.shr_u(bytes, 4), nibble));
  return i8x16.eq(v128.and(low, high), i8x16.splat(0));
}

// @ts-ignore: decorator
@inline
function wordCharacters(at: usize): u64 {
  return ~bitsOf(notWord(at), notWord(at + 16), notWord(at + 32), notWord(at + 48));
}

// @ts-ignore: decorator
@inline
function isSeparator(at: usize): v128 {
  const bytes = v128.load(at);
  return v128.or(i8x16.eq(bytes, i8x16.splat(0x2d)), i8x16.eq(bytes, i8x16.splat(0x5f)));
}

/** Hyphens and underscores. */
// @ts-ignore: decorator
@inline
function separators(at: usize): u64 {
  return bitsOf(isSeparator(at), isSeparator(at + 16), isSeparator(at + 32), isSeparator(at + 48));
}

/** Keywords before this address have been looked up. */
let keywordsTo: usize = 0;

export function forgetKeywords(from: usize): void {
  keywordsTo = from;
}

/** Queues the places in [from, to) at which a literal in front of a long run may stand. */
export function queueRuns(tables: usize, from: usize, to: usize, queue: usize): usize {
  const longer = <u64>load<u32>(tables + ANCHORED_RUN_AT);
  const longest = <u64>load<u32>(tables + KEYWORD_RUN_AT);
  const reach = <usize>load<u32>(tables + KEYWORD_REACH_AT);
  const inUse = load<u32>(tables + GROUPS_IN_USE_AT);
  let next = queue;
  let word = wordCharacters(from - 64);
  let following = wordCharacters(from);
  for (let at = from; at < to; at += 64) {
    const before = word;
    word = following;
    let run = word;
    following = wordCharacters(at + 64);
    let more = following;
    run &= (run >> 1) | (more << 63);
    more &= more >> 1;
    run &= (run >> 2) | (more << 62);
    more &= more >> 2;
    run &= (run >> 4) | (more << 60);
    more &= more >> 4;
    run &= (run >> 8) | (more << 56);
    more &= more >> 8;
    run &= (run >> longer) | (more << (64 - longer)); // a shift by 64 is one by 0, which changes nothing here
    if (run == 0) continue;

    // a literal starts behind what is no letter or digit, or at the end of an escape such as \n, %3D, [32m that does
    const behindWord = (word << 1) | (before >> 63);
    for (let starts = run & (~behindWord | separators(at - 1)); starts != 0; starts &= starts - 1) {
      const place = at + <usize>ctz(starts);
      next = offer(next, place, keyAt(place), tables, ANCHORED);
      next = offer(next, place - 3, keyAt(place - 3), tables, PRECEDING);
      if (!opensEscape(load<u8>(place - 1))) continue;
      for (let end = place + 1; end < place + ESCAPE_BYTES && isAlphanumeric(load<u8>(end - 1)); end++) {
        next = offer(next, end, keyAt(end), tables, ANCHORED);
      }
    }
    if (inUse & (1 << KEYWORD)) {
      more &= more >> longer;
      const long = run & ((run >> longest) | (more << (64 - longest)));
      if (long == 0) continue;
      const last = at + 63 - <usize>clz(long);
      const first = at + <usize>ctz(long);
      for (let place = first > keywordsTo + reach ? first - reach : keywordsTo; place < last; place++) {
        next = offer(next, place, keyAt(place), tables, KEYWORD);
      }
      keywordsTo = max(last, keywordsTo);
    }
  }
  return next;
}
