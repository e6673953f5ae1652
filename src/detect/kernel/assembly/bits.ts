/** The top bits of 64 bytes, in four vectors. */
// @ts-ignore: decorator
@inline
export function bitsOf(first: v128, second: v128, third: v128, fourth: v128): u64 {
  return (
    (<u64>(<u32>i8x16.bitmask(first))) |
    ((<u64>(<u32>i8x16.bitmask(second))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(third))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(fourth))) << 48)
  );
}
