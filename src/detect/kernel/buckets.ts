import type { Pattern } from '#detect/kernel/pattern.ts';
import { passRate, variants } from '#detect/kernel/rarity.ts';

const BUCKETS = 8;
const FINGERPRINT_BYTES = 4;

/** The nibbles that are let through: low and high for each position of the fingerprint; bit n stands for nibble n. */
type Nibbles = Uint16Array;

function nibblesOf({ bytes, keyOffset, source }: Pattern): Nibbles {
  const nibbles = new Uint16Array(FINGERPRINT_BYTES * 2);
  for (let position = 0; position < FINGERPRINT_BYTES; position += 1) {
    if (keyOffset + position >= bytes.length) {
      nibbles.fill(0xffff, position * 2); // a literal of three characters
      break;
    }
    for (const byte of variants(bytes[keyOffset + position] as number, source.ignoreCase === true)) {
      nibbles[position * 2] = (nibbles[position * 2] as number) | (1 << (byte & 15));
      nibbles[position * 2 + 1] = (nibbles[position * 2 + 1] as number) | (1 << (byte >> 4));
    }
  }
  return nibbles;
}

/** The share of places in ordinary text that is let through by either. */
function cost(bucket: Nibbles, added: Nibbles = bucket): number {
  let share = 1;
  for (let at = 0; at < bucket.length; at += 2) {
    share *= passRate((bucket[at] as number) | (added[at] as number), (bucket[at + 1] as number) | (added[at + 1] as number));
  }
  return share;
}

/** Shares the keys out among Teddy's buckets, the commonest first, each to the bucket whose false candidates it raises least. */
function fill(keys: readonly Nibbles[]): readonly Nibbles[] {
  const buckets = Array.from({ length: BUCKETS }, () => new Uint16Array(FINGERPRINT_BYTES * 2));
  const costs = new Float64Array(BUCKETS);
  const priced = keys.map((key) => ({ key, share: cost(key) })).sort((a, b) => b.share - a.share);
  for (const { key } of priced) {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let index = 0; index < BUCKETS; index += 1) {
      const rise = cost(buckets[index] as Nibbles, key) - (costs[index] as number);
      if (rise < least) [best, least] = [index, rise];
    }
    const bucket = buckets[best] as Nibbles;
    key.forEach((nibbles, at) => {
      bucket[at] = (bucket[at] as number) | nibbles;
    });
    costs[best] = cost(bucket);
  }
  return buckets;
}

/** The nibble masks of Teddy: for each position 16 bytes for the low nibble, 16 for the high one; bit n of a byte stands for bucket n. */
export function nibbleMasks(patterns: readonly Pattern[]): Uint8Array {
  const masks = new Uint8Array(FINGERPRINT_BYTES * 32);
  const keys = new Map(patterns.map((pattern) => nibblesOf(pattern)).map((nibbles) => [nibbles.join(), nibbles]));
  fill([...keys.values()]).forEach((bucket, index) => {
    bucket.forEach((nibbles, row) => {
      for (let nibble = 0; nibble < 16; nibble += 1) {
        if ((nibbles >> nibble) & 1) masks[row * 16 + nibble] = (masks[row * 16 + nibble] as number) | (1 << index);
      }
    });
  });
  return masks;
}
