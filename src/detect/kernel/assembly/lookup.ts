/**
 * The table's byte for each nibble. What an index beyond 15 gives differs in relaxed SIMD; x86 spends an addition and a load on each look-up to make it the
 * same everywhere.
 *
 * @see https://github.com/WebAssembly/relaxed-simd/blob/main/proposals/relaxed-simd/Overview.md
 */
// @ts-ignore: decorator
@inline
export function lookUp(table: v128, nibbles: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? i8x16.relaxed_swizzle(table, nibbles) : i8x16.swizzle(table, nibbles);
}
