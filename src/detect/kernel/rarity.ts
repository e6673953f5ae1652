/** How often a byte is met, roughly, in source code and prose. */
function weightOf(byte: number): number {
  const character = String.fromCharCode(byte);
  if (byte >= 0x80) return 0.001;
  if (/[etaoinsr ]/.test(character)) return 0.05;
  if (/[a-z]/.test(character)) return 0.02;
  if (/[A-Z0-9_.,;:(){}"'=/*-]/.test(character)) return 0.008;
  return byte === 0 ? 0.01 : 0.002;
}

const WEIGHTS: readonly number[] = Array.from({ length: 256 }, (_, byte) => weightOf(byte));

/** The bytes that may stand at a place of a literal. */
export function variants(byte: number, ignoreCase: boolean): readonly number[] {
  return ignoreCase && byte >= 0x61 && byte <= 0x7a ? [byte, byte - 0x20] : [byte];
}

/** Share of bytes that both nibble masks let through; bit n stands for nibble n. */
export function passRate(low: number, high: number): number {
  let rate = 0;
  for (let upper = 0; upper < 16; upper += 1) {
    if (((high >> upper) & 1) === 0) continue;
    for (let lower = 0; lower < 16; lower += 1) if ((low >> lower) & 1) rate += WEIGHTS[upper * 16 + lower] as number;
  }
  return rate;
}

/** Offset of the three bytes of a literal that are met least. */
export function rarestPlace(bytes: Uint8Array, ignoreCase: boolean): number {
  const weights = Array.from(bytes, (byte) => variants(byte, ignoreCase).reduce((sum, one) => sum + (WEIGHTS[one] as number), 0));
  let best = 0;
  const at = (offset: number): number => (weights[offset] as number) * (weights[offset + 1] as number) * (weights[offset + 2] as number);
  for (let offset = 1; offset + 3 <= bytes.length; offset += 1) if (at(offset) < at(best)) best = offset;
  return best;
}
