// UTF-16 text, in either byte order: characters with a NUL behind them. Text without a NUL, which is nearly all, costs a glance.

import { bitsOf } from './bits';
import { offer, WIDE, wideKeyAt } from './layout';

// @ts-ignore: decorator
@inline
function areNul(at: usize): v128 {
  return i8x16.eq(v128.load(at), i8x16.splat(0));
}

// @ts-ignore: decorator
@inline
function nulBits(at: usize): u64 {
  return bitsOf(areNul(at), areNul(at + 16), areNul(at + 32), areNul(at + 48));
}

/** Whether a NUL is in [from, to), or in the 63 bytes behind. */
function holdsNul(from: usize, to: usize): bool {
  let least = i8x16.splat(-1);
  for (let at = from; at < to; at += 64) {
    const first = i8x16.min_u(v128.load(at), v128.load(at, 16));
    least = i8x16.min_u(least, i8x16.min_u(first, i8x16.min_u(v128.load(at, 32), v128.load(at, 48))));
  }
  return !i8x16.all_true(least);
}

/** Queues the places in [from, to) at which a literal in UTF-16 may start. */
export function queueWide(tables: usize, from: usize, to: usize, queue: usize): usize {
  let next = queue;
  if (!holdsNul(from, to + 1)) return next;
  let nul = nulBits(from);
  for (let at = from; at < to; at += 64) {
    const following = nulBits(at + 64);
    const behind = (nul >> 1) | (following << 63);
    const behindNext = (nul >> 3) | (following << 61); // a literal has three characters or more
    for (let bits = behind & behindNext & ~nul; bits != 0; bits &= bits - 1) {
      const place = at + <usize>ctz(bits);
      next = offer(next, place, wideKeyAt(place), tables, WIDE);
    }
    nul = following;
  }
  return next;
}
