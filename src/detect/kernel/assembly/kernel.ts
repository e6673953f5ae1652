// The literal prefilter. Three ways of finding a place at which a literal may stand, each fast where the others are not, fill a queue; one
// test decides. JavaScript sees what passes. The tables are laid out by plan.ts; this program knows none of the rules.

import { escapingBlocks } from './escapes';
import { ANCHORED, BARE, CHUNK_BYTES, CHUNK_CANDIDATES_AT, GROUPS_IN_USE_AT, KEYWORD, masksOf, PRECEDING, WIDE } from './layout';
import { forgetKeywords, longRunBlocks, queueRuns, WORDS_AT } from './runs';
import { listLiterals, queueListed } from './teddy';
import { glue, verify } from './verify';
import { queueWide } from './wide';

export { holdsControls } from './controls';
export { countLineFeeds } from './lines';

const RUNS: u32 = (1 << ANCHORED) | (1 << PRECEDING) | (1 << KEYWORD);

let nextOffset: i32 = 0;

/** Where a search that stopped because the output was full goes on; at least the input's length when it is done. */
export function next(): i32 {
  return nextOffset;
}

/**
 * Searches input[from, length). The 64 bytes before the input, and the 256 behind it, can be read.
 *
 * Candidates are written to `out` as pairs of i32: offset, then probe * 2 + wide. Stops before a chunk whose candidates may not fit.
 *
 * @param from 0, or what `next()` gave.
 * @param glued Letters and digits may stand before a literal.
 * @param marks For each chunk a u32, with a bit for each of its blocks of 64 bytes: 1 when a run of 32 word characters begins in it, or an escape,
 * so that another text may hide there. 0 when nobody asks.
 */
export function search(tables: usize, input: usize, from: i32, length: i32, out: usize, capacity: i32, queue: usize, places: usize, glued: bool, marks: usize): i32 {
  const end = input + <usize>length;
  glue(glued);
  const inUse = load<u32>(tables + GROUPS_IN_USE_AT);
  const most = load<i32>(tables + CHUNK_CANDIDATES_AT);
  if (from == 0) forgetKeywords(input);
  let count = 0;
  let at = input + <usize>from;
  for (; at < end && count + most <= capacity; at += CHUNK_BYTES) {
    const to = min(at + CHUNK_BYTES, end);
    let last = queue;
    if ((inUse & RUNS) || marks != 0) last = queueRuns(tables, at, to, last, places);
    if (marks != 0) store<u32>(marks + ((at - input) / CHUNK_BYTES) * 4, longRunBlocks | escapingBlocks(at, to, places + WORDS_AT));
    if (inUse & (1 << BARE)) last = queueListed(tables, BARE, places, listLiterals(masksOf(tables, BARE), at, to, places), last);
    if (inUse & (1 << WIDE)) last = queueWide(tables, at, to, last);
    for (let entry = queue; entry < last; entry += 4) count = verify(tables, load<u32>(entry), input, end, out, count);
  }
  nextOffset = <i32>(at - input);
  return count;
}
