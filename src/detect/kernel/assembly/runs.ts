// Tokens are long: so look for what is long, then for how it begins.
//
// A run of at least 16 characters [A-Za-z0-9+/_-] is rare in text, whatever the rules are; a literal in front of it is looked up in a hash
// table. The work does not grow with the number of literals, as it does where literals are searched for.
//
// 64 bytes become a word of 64 bits: 1 where a word character stands. A run is found by halving: x & x >> 1 leaves the starts of two ones,
// that & itself >> 2 those of four, and so on.

import { bitsOf } from './bits';
import { ANCHORED, ANCHORED_RUN_AT, GROUPS_IN_USE_AT, KEYWORD, KEYWORD_REACH_AT, keyAt, list, masksOf, offer, PRECEDING } from './layout';
import { lookUp } from './lookup';
import { listLiterals, queueListed } from './teddy';
import { ESCAPE_BYTES, GLUED_BYTES, glued, isAlphanumeric, opensEscape } from './verify';

/**
 * Not 0 where a word character stands, and negative where a digit does. A byte is one when both its nibbles name the same class: digits, letters of four
 * rows, + - /, underscore.
 */
// @ts-ignore: decorator
@inline
function classesAt(at: usize): v128 {
  const nibble = i8x16.splat(0x0f);
  const lowNibbles = i8x16(-124, -122, -122, -122, -122, -122, -122, -122, -122, -122, 6, 10, 2, 10, 2, 26);
  const highNibbles = i8x16(0, 0, 8, -128, 2, 20, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0);
  const bytes = v128.load(at);
  const low = lookUp(lowNibbles, v128.and(bytes, nibble));
  const high = lookUp(highNibbles, v128.and(i16x8.shr_u(bytes, 4), nibble));
  return v128.and(low, high);
}

// @ts-ignore: decorator
@inline
function isOther(classes: v128): v128 {
  return i8x16.eq(classes, i8x16.splat(0));
}

// @ts-ignore: decorator
@inline
function isSeparator(at: usize): v128 {
  const bytes = v128.load(at);
  const signs = v128.and(bytes, i8x16.splat(-7)); // + - / and the closing parenthesis, which differ in two bits
  return v128.or(i8x16.eq(signs, i8x16.splat(0x29)), i8x16.eq(bytes, i8x16.splat(0x5f)));
}

/** Word characters that are neither letter nor digit (and one that is no word character). */
// @ts-ignore: decorator
@inline
function separators(at: usize): u64 {
  return bitsOf(isSeparator(at), isSeparator(at + 16), isSeparator(at + 32), isSeparator(at + 48));
}

/**
 * Whether a digit is in one of the runs of a block, or where they go on in the next one.
 *
 * Added to the word characters, the first bit of a run carries to the run's end: what changes is the run. Without a branch: digits cannot be predicted.
 */
// @ts-ignore: decorator
@inline
function holdDigit(block: usize, word: u64, following: u64, starts: u64): bool {
  const runs = word & ~(word + (starts & ~(starts << 1)));
  const tail = following & ~(following + 1) & (0 - (runs >> 63));
  return ((load<u64>(block, DIGITS_AT) & runs) | (load<u64>(block, DIGITS_AT + 8) & tail)) != 0;
}

/** From the last of the places at which 16 word characters begin to the end of a literal right behind them. */
const BEHIND_RUN: usize = 16 + 8;

/** Keywords before this address have been looked up. */
let keywordsTo: usize = 0;

export function forgetKeywords(from: usize): void {
  keywordsTo = from;
}

/** Queues the literals that start in a run of letters and digits, less than so many bytes behind its start. */
function queueWithin(tables: usize, place: usize, bytes: usize, queue: usize): usize {
  let next = queue;
  for (let end = place + 1; end < place + bytes && isAlphanumeric(load<u8>(end - 1)); end++) next = offer(next, end, keyAt(end), tables, ANCHORED);
  return next;
}

/** Queues the literals that start a listed run, stand right before it, or start in it: where an escape such as \n, %3D or [32m ends, or a field of a binary format. */
function queueStarts(tables: usize, places: usize, last: usize, queue: usize): usize {
  let next = queue;
  const isGlued = glued;
  for (let entry = places; entry < last; entry += 4) {
    const place = <usize>load<u32>(entry);
    const before = load<u8>(place - 1);
    next = offer(next, place, keyAt(place), tables, ANCHORED);
    next = offer(next, place - 3, keyAt(place - 3), tables, PRECEDING);
    if (isGlued) next = queueWithin(tables, place, GLUED_BYTES, next);
    else if (opensEscape(before)) next = queueWithin(tables, place, ESCAPE_BYTES, next);
    else if (load<u8>(place) == 0x56 && (before == 0x0a || before == 0)) next = queueWithin(tables, place, 2, next);
  }
  return next;
}

// Scratch memory for a chunk, then lists of places. A word for each block, with a bit for each of its bytes.
const BEFORE_AT: usize = 0; // of the block before
export const WORDS_AT: usize = 8; // of each, and of the one behind
const DIGITS_AT: usize = 34 * 8; // of each, and of the one behind
const RUNS_AT: usize = DIGITS_AT + 33 * 8;
const STARTS_AT: usize = RUNS_AT + 32 * 8;
const STRETCHES_AT: usize = STARTS_AT + 32 * 8;
const LISTS_AT: usize = STRETCHES_AT + 33 * 8;

// Ones for the blocks of the stretch that was looked at last in which begin
let anchoredBlocks: u32 = 0; // a run that a literal may start
let digitBlocks: u32 = 0; // 16 word characters of a run with a digit
export let longRunBlocks: u32 = 0; // 32 word characters

/** Notes where a block's digits stand; gives where its word characters do. */
// @ts-ignore: decorator
@inline
function noteDigits(at: usize, slot: usize): u64 {
  const first = classesAt(at);
  const second = classesAt(at + 16);
  const third = classesAt(at + 32);
  const fourth = classesAt(at + 48);
  store<u64>(slot, bitsOf(first, second, third, fourth), DIGITS_AT);
  return ~bitsOf(isOther(first), isOther(second), isOther(third), isOther(fourth));
}

/** Notes where word characters stand in [from, to), and where 16 of them begin. Ones for the blocks that have such a place. */
function noteRuns(from: usize, to: usize, scratch: usize): u32 {
  let blocks: u32 = 0;
  let number: u32 = 0;
  let slot = scratch;
  store<u64>(slot, noteDigits(from - 64, slot), BEFORE_AT);
  let word = noteDigits(from, slot);
  for (let at = from; at < to; at += 64) {
    const following = noteDigits(at + 64, slot + 8);
    let more = following;
    let run = word & ((word >> 1) | (more << 63));
    more &= more >> 1;
    run &= (run >> 2) | (more << 62);
    more &= more >> 2;
    run &= (run >> 4) | (more << 60);
    more &= more >> 4;
    run &= (run >> 8) | (more << 56);
    store<u64>(slot, word, WORDS_AT);
    store<u64>(slot, run, RUNS_AT);
    blocks |= (<u32>(run != 0)) << number++;
    word = following;
    slot += 8;
  }
  store<u64>(slot, word, WORDS_AT);
  return blocks;
}

/** Tells the blocks with runs apart. Without a branch, because what a run is cannot be predicted. A run that a literal may start has 16 characters and `anchored`. */
function sortRuns(runBlocks: u32, anchored: u64, scratch: usize): void {
  let ofAnchored: u32 = 0;
  let ofDigits: u32 = 0;
  let ofLong: u32 = 0;
  for (let blocks = runBlocks; blocks != 0; blocks &= blocks - 1) {
    const number = ctz(blocks);
    const slot = scratch + ((<usize>number) << 3);
    const word = load<u64>(slot, WORDS_AT);
    const following = load<u64>(slot, WORDS_AT + 8);
    const run = load<u64>(slot, RUNS_AT);
    let more = following & (following >> 1);
    more &= more >> 2;
    more &= more >> 4;
    more &= more >> 8;
    const starts = run & ((run >> anchored) | (more << (64 - anchored))); // a shift by 64 would be one by 0, and changes nothing here
    const long = run & ((run >> 16) | (more << 48));
    store<u64>(slot, starts, STARTS_AT);
    ofAnchored |= (<u32>(starts != 0)) << number;
    ofDigits |= (<u32>holdDigit(slot, word, following, run)) << number;
    ofLong |= (<u32>(long != 0)) << number;
  }
  anchoredBlocks = ofAnchored;
  digitBlocks = ofDigits;
  longRunBlocks = ofLong;
}

/** Lists the places at which a literal may start a run: behind what is neither letter nor digit. */
function listStarts(from: usize, scratch: usize, places: usize): usize {
  let last = places;
  for (let blocks = anchoredBlocks; blocks != 0; blocks &= blocks - 1) {
    const number = <usize>ctz(blocks);
    const slot = scratch + (number << 3);
    const at = from + (number << 6);
    const inWord = (load<u64>(slot, WORDS_AT) << 1) | (load<u64>(slot, BEFORE_AT) >> 63);
    last = list(load<u64>(slot, STARTS_AT) & (~inWord | separators(at - 1)), at, last);
  }
  return last;
}

/** Lists the places at which a keyword may stand before a run of 16 characters with a digit, or one of 32, or in the latter. */
function listKeywords(tables: usize, from: usize, scratch: usize, places: usize): usize {
  const reach = <usize>load<u32>(tables + KEYWORD_REACH_AT);
  let stretch = scratch + STRETCHES_AT;
  for (let blocks = digitBlocks | longRunBlocks; blocks != 0; blocks &= blocks - 1) {
    const number = <usize>ctz(blocks);
    const run = load<u64>(scratch + (number << 3), RUNS_AT);
    const at = from + (number << 6);
    const end = at + 63 - <usize>clz(run) + BEHIND_RUN;
    const first = at + <usize>ctz(run);
    const start = first > keywordsTo + reach ? first - reach : keywordsTo;
    store<u32>(stretch, <u32>start);
    store<u32>(stretch, <u32>end, 4);
    if (start >= end) continue;
    stretch += 8;
    keywordsTo = start + ((end - start + 63) & ~63);
  }
  let last = places;
  for (let entry = scratch + STRETCHES_AT; entry < stretch; entry += 8) {
    last = listLiterals(masksOf(tables, KEYWORD), <usize>load<u32>(entry), <usize>load<u32>(entry, 4), last);
  }
  return last;
}

/** Queues the places in [from, to) at which a literal in front of a long run may stand. `scratch` is for lists. */
export function queueRuns(tables: usize, from: usize, to: usize, queue: usize, scratch: usize): usize {
  const places = scratch + LISTS_AT;
  sortRuns(noteRuns(from, to, scratch), <u64>load<u32>(tables + ANCHORED_RUN_AT), scratch);
  const next = queueStarts(tables, places, listStarts(from, scratch, places), queue);
  if ((load<u32>(tables + GROUPS_IN_USE_AT) & (1 << KEYWORD)) == 0) return next;
  return queueListed(tables, KEYWORD, places, listKeywords(tables, from, scratch, places), next);
}
