/** Counts the line feeds in memory[from, to). */
export function countLineFeeds(from: usize, to: usize): i32 {
  const feed = i8x16.splat(0x0a);
  let count = 0;
  let at = from;
  for (; at + 16 <= to; at += 16) count += popcnt(i8x16.bitmask(i8x16.eq(v128.load(at), feed)));
  for (; at < to; at++) count += i32(load<u8>(at) == 0x0a);
  return count;
}
