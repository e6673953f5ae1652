// What plan.ts lays out in memory, and how it is read here. All numbers are little-endian; addresses are absolute.

/** Shortest run that an anchored literal starts, beyond 16. */
export const ANCHORED_RUN_AT: usize = 0;
/** Bytes from a keyword's start to the run behind it, at most. */
export const KEYWORD_REACH_AT: usize = 8;
/** Bit n is set when group n has patterns. */
export const GROUPS_IN_USE_AT: usize = 12;
/** Most candidates that one chunk can give. */
export const CHUNK_CANDIDATES_AT: usize = 16;
/** Teddy's nibble masks for the bare literals and for the keywords: low and high, for each of four positions. */
const BARE_MASKS_AT: usize = 32;
const KEYWORD_MASKS_AT: usize = 160;
/** A Bloom filter and the heads of the chains, for each group. */
const GROUPS_AT: usize = 288;

/** A literal that starts a run of word characters. */
export const ANCHORED: u32 = 0;
/** A literal whose last three characters stand before such a run. */
export const PRECEDING: u32 = 1;
/** A literal with a run some way behind it, of 16 characters with a digit or of 32. */
export const KEYWORD: u32 = 2;
/** Literals with neither: searched for with Teddy. */
export const BARE: u32 = 3;
/** All literals, in UTF-16. */
export const WIDE: u32 = 4;

const FILTER_BYTES: usize = 2048;
const GROUP_BYTES: usize = 4096;
const PATTERNS_AT: usize = GROUPS_AT + 5 * GROUP_BYTES;
const PATTERN_BYTES: usize = 48;

/** Bytes of input that are looked at in one go: what a queue entry costs stays in the first-level cache. */
export const CHUNK_BYTES: usize = 2048;

// @ts-ignore: decorator
@inline
export function masksOf(tables: usize, group: u32): usize {
  return tables + (group == BARE ? BARE_MASKS_AT : KEYWORD_MASKS_AT);
}

/** Three bytes, capitals as small letters (and a few signs as others: the literal is compared afterwards). */
// @ts-ignore: decorator
@inline
export function keyAt(at: usize): u32 {
  return (load<u32>(at) & 0xffffff) | 0x202020;
}

/** The same of UTF-16 text. */
// @ts-ignore: decorator
@inline
export function wideKeyAt(at: usize): u32 {
  return <u32>load<u8>(at) | ((<u32>load<u8>(at, 2)) << 8) | ((<u32>load<u8>(at, 4)) << 16) | 0x202020;
}

/** Fourteen bits of a multiplicative hash. */
// @ts-ignore: decorator
@inline
function hash(key: u32): u32 {
  return (key * 0x9e3779b1) >>> 18;
}

// @ts-ignore: decorator
@inline
function groupAt(tables: usize, group: u32): usize {
  return tables + GROUPS_AT + <usize>group * GROUP_BYTES;
}

/**
 * Appends the addresses of a block's set bits to a list. The first four are written whether they are set or not: how many are cannot be
 * predicted, and a loop that ends elsewhere each time costs more than four stores.
 */
// @ts-ignore: decorator
@inline
export function list(bits: u64, at: usize, places: usize): usize {
  const end = places + ((<usize>popcnt(bits)) << 2);
  let rest = bits;
  store<u32>(places, <u32>at + <u32>ctz(rest));
  rest &= rest - 1;
  store<u32>(places, <u32>at + <u32>ctz(rest), 4);
  rest &= rest - 1;
  store<u32>(places, <u32>at + <u32>ctz(rest), 8);
  rest &= rest - 1;
  store<u32>(places, <u32>at + <u32>ctz(rest), 12);
  rest &= rest - 1;
  for (let place = places + 16; rest != 0; place += 4) {
    store<u32>(place, <u32>at + <u32>ctz(rest));
    rest &= rest - 1;
  }
  return end;
}

/** Appends a place to the queue if the group's filter knows its key. Without a branch: whether it does cannot be predicted. */
// @ts-ignore: decorator
@inline
export function offer(queue: usize, at: usize, key: u32, tables: usize, group: u32): usize {
  const bit = hash(key);
  const known = ((<u32>load<u8>(groupAt(tables, group) + <usize>(bit >> 3))) >> (bit & 7)) & 1;
  store<u32>(queue, ((<u32>at) << 3) | group);
  return queue + ((<usize>known) << 2);
}

/** Number of the first pattern with this key, from 1; 0 when there is none. */
export function chainOf(tables: usize, group: u32, key: u32): u32 {
  return <u32>load<u16>(groupAt(tables, group) + FILTER_BYTES + (<usize>(hash(key) >> 4) << 1));
}

export function patternAt(tables: usize, number: u32): usize {
  return tables + PATTERNS_AT + <usize>(number - 1) * PATTERN_BYTES;
}
