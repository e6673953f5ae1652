import type { Pattern } from '#detect/kernel/pattern.ts';
import { passRate, variants } from '#detect/kernel/rarity.ts';

const BUCKETS = 8;
const FINGERPRINT_BYTES = 3;

/** The nibbles that a bucket lets through, per position of the fingerprint; bit n stands for nibble n. */
interface Bucket {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The share of places in ordinary text that a bucket would let through. */
function cost({ low, high }: Bucket): number {
  return low.reduce((product, nibbles, position) => product * passRate(nibbles, high[position] as number), 1);
}

function widened(bucket: Bucket, { bytes, keyOffset, source }: Pattern): Bucket {
  const added = (nibbleOf: (byte: number) => number, position: number): number =>
    variants(bytes[keyOffset + position] as number, source.ignoreCase === true).reduce((nibbles, byte) => nibbles | (1 << nibbleOf(byte)), 0);
  return {
    low: bucket.low.map((nibbles, position) => nibbles | added((byte) => byte & 15, position)),
    high: bucket.high.map((nibbles, position) => nibbles | added((byte) => byte >> 4, position)),
  };
}

/** Shares the patterns out among Teddy's buckets, each to the one whose false candidates it raises least. */
function fill(patterns: readonly Pattern[]): readonly Bucket[] {
  const none = new Array<number>(FINGERPRINT_BYTES).fill(0);
  const buckets = Array.from({ length: BUCKETS }, () => ({ bucket: { low: none, high: none } as Bucket, cost: 0 }));
  for (const pattern of patterns) {
    const raised = buckets.map(({ bucket }) => widened(bucket, pattern)).map((bucket) => ({ bucket, cost: cost(bucket) }));
    const rise = (index: number): number => (raised[index]?.cost ?? 0) - (buckets[index]?.cost ?? 0);
    const best = raised.reduce((least, _, index) => (rise(index) < rise(least) ? index : least), 0);
    buckets[best] = raised[best] as (typeof raised)[number];
  }
  return buckets.map(({ bucket }) => bucket);
}

/** The nibble masks of Teddy: for each position 16 bytes for the low nibble, 16 for the high one; bit n of a byte stands for bucket n. */
export function nibbleMasks(patterns: readonly Pattern[]): Uint8Array {
  const masks = new Uint8Array(FINGERPRINT_BYTES * 32);
  fill(patterns).forEach(({ low, high }, index) => {
    for (let position = 0; position < FINGERPRINT_BYTES; position += 1) {
      for (let nibble = 0; nibble < 16; nibble += 1) {
        const at = position * 32 + nibble;
        if (((low[position] as number) >> nibble) & 1) masks[at] = (masks[at] as number) | (1 << index);
        if (((high[position] as number) >> nibble) & 1) masks[at + 16] = (masks[at + 16] as number) | (1 << index);
      }
    }
  });
  return masks;
}
