/** Blocks of 64 bytes that are counted before the counts, of which each byte holds its own, may run over: four to a block. */
const BLOCKS_A_COUNT = 63;

// @ts-ignore: decorator
@inline
function feedsAt(at: usize): v128 {
  return i8x16.eq(v128.load(at), i8x16.splat(0x0a));
}

/** The sum of 16 bytes. */
// @ts-ignore: decorator
@inline
function sum(bytes: v128): i32 {
  const fours = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
  return i32x4.extract_lane(fours, 0) + i32x4.extract_lane(fours, 1) + i32x4.extract_lane(fours, 2) + i32x4.extract_lane(fours, 3);
}

/** Counts the line feeds in memory[from, to). */
export function countLineFeeds(from: usize, to: usize): i32 {
  let count = 0;
  let at = from;
  while (at + 64 <= to) {
    const end = min(at + BLOCKS_A_COUNT * 64, to - 63);
    let counts = i8x16.splat(0);
    for (; at < end; at += 64) {
      const first = i8x16.add(feedsAt(at), feedsAt(at + 16)); // a byte that is one counts as -1
      counts = i8x16.sub(counts, i8x16.add(first, i8x16.add(feedsAt(at + 32), feedsAt(at + 48))));
    }
    count += sum(counts);
  }
  for (; at < to; at++) count += i32(load<u8>(at) == 0x0a);
  return count;
}
