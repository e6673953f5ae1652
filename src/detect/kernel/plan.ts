import type { Probe } from '#detect/kernel/contract.ts';
import { classOf, literalBytes } from '#detect/kernel/probe.ts';

const BUCKETS = 8;
const FINGERPRINT_BYTES = 3;

/** A literal in the form in which it stands in the input. */
interface Pattern {
  readonly probe: number;
  readonly wide: boolean;
  readonly bytes: Uint8Array;
  readonly source: Probe;
}

/** The nibbles that a bucket lets through, per position of the fingerprint; bit n stands for nibble n. */
interface Bucket {
  readonly patterns: Pattern[];
  readonly low: number[];
  readonly high: number[];
}

/** How often a byte is met, roughly, in source code and prose: what makes a false candidate expensive. */
function weightOf(byte: number): number {
  const character = String.fromCharCode(byte);
  if (byte >= 0x80) return 0.001;
  if (/[a-z ]/.test(character)) return 0.035;
  if (/[A-Z0-9_.,;:(){}"'=/*-]/.test(character)) return 0.008;
  return byte === 0 ? 0.01 : 0.002;
}

const WEIGHTS: readonly number[] = Array.from({ length: 256 }, (_, byte) => weightOf(byte));

function passRate(low: number, high: number): number {
  let rate = 0;
  for (let byte = 0; byte < 256; byte += 1) {
    if ((low >> (byte & 15)) & 1 && (high >> (byte >> 4)) & 1) rate += WEIGHTS[byte] as number;
  }
  return rate;
}

/** The share of positions of ordinary text that a bucket would let through. */
function cost(low: readonly number[], high: readonly number[]): number {
  return low.reduce((product, nibbles, position) => product * passRate(nibbles, high[position] as number), 1);
}

/** The bytes that may stand at a place of the pattern. */
function variants({ bytes, source }: Pattern, position: number): readonly number[] {
  const byte = bytes[position] as number;
  return source.ignoreCase === true && byte >= 0x61 && byte <= 0x7a ? [byte, byte - 0x20] : [byte];
}

function widened(bucket: Bucket, pattern: Pattern): Pick<Bucket, 'low' | 'high'> {
  const all = (nibbleOf: (byte: number) => number, position: number): number =>
    variants(pattern, position).reduce((nibbles, byte) => nibbles | (1 << nibbleOf(byte)), 0);
  return {
    low: bucket.low.map((nibbles, position) => nibbles | all((byte) => byte & 15, position)),
    high: bucket.high.map((nibbles, position) => nibbles | all((byte) => byte >> 4, position)),
  };
}

function increase(bucket: Bucket, pattern: Pattern): number {
  const { low, high } = widened(bucket, pattern);
  return cost(low, high) - cost(bucket.low, bucket.high);
}

function cheapestFor(pattern: Pattern, buckets: readonly Bucket[]): Bucket {
  return buckets.reduce((best, bucket) => (increase(bucket, pattern) < increase(best, pattern) ? bucket : best));
}

/** Shares the patterns out among the buckets, each to the one whose false candidates it raises least. */
function fill(patterns: readonly Pattern[]): readonly Bucket[] {
  const none = (): number[] => new Array<number>(FINGERPRINT_BYTES).fill(0);
  const buckets: Bucket[] = Array.from({ length: BUCKETS }, () => ({ patterns: [], low: none(), high: none() }));
  for (const pattern of patterns) {
    const bucket = cheapestFor(pattern, buckets);
    const { low, high } = widened(bucket, pattern);
    bucket.patterns.push(pattern);
    bucket.low.splice(0, FINGERPRINT_BYTES, ...low);
    bucket.high.splice(0, FINGERPRINT_BYTES, ...high);
  }
  return buckets;
}

function patternsOf(probes: readonly Probe[]): readonly Pattern[] {
  return probes.flatMap((source, probe) => [false, true].map((wide) => ({ probe, wide, bytes: literalBytes(source, wide), source })));
}

/** Byte offsets within the tables: what assembly/kernel.ts reads. */
const BUCKETS_AT = 96;
const PATTERNS_AT = 144;
const PATTERN_BYTES = 20;

function writeMasks(tables: Uint8Array, buckets: readonly Bucket[]): void {
  buckets.forEach(({ low, high }, index) => {
    for (let position = 0; position < FINGERPRINT_BYTES; position += 1) {
      for (let nibble = 0; nibble < 16; nibble += 1) {
        const at = position * 32 + nibble;
        if (((low[position] as number) >> nibble) & 1) tables[at] = (tables[at] as number) | (1 << index);
        if (((high[position] as number) >> nibble) & 1) tables[at + 16] = (tables[at + 16] as number) | (1 << index);
      }
    }
  });
}

/**
 * Lays the tables out that the kernel reads: nibble masks, buckets, character classes, patterns, literals.
 *
 * @param base Where in the kernel's memory the tables will stand.
 */
export function planTables(probes: readonly Probe[], base: number): Uint8Array {
  const buckets = fill(patternsOf(probes));
  const patterns = buckets.flatMap((bucket) => bucket.patterns);
  const alphabets = [...new Set(probes.map((probe) => probe.alphabet))];
  const classesAt = PATTERNS_AT + patterns.length * PATTERN_BYTES;
  const literalsAt = classesAt + 256 * alphabets.length;
  const tables = new Uint8Array(literalsAt + patterns.reduce((sum, pattern) => sum + pattern.bytes.length, 0));
  const view = new DataView(tables.buffer);
  writeMasks(tables, buckets);
  alphabets.forEach((alphabet, index) => {
    tables.set(classOf(alphabet), classesAt + index * 256);
  });
  let literal = literalsAt;
  patterns.forEach(({ bytes, probe, source, wide }, index) => {
    const at = PATTERNS_AT + index * PATTERN_BYTES;
    view.setUint32(at, base + literal, true);
    view.setUint16(at + 4, bytes.length, true);
    view.setUint8(at + 6, wide ? 2 : 1);
    view.setUint8(at + 7, Number(source.ignoreCase === true));
    view.setUint32(at + 8, base + classesAt + alphabets.indexOf(source.alphabet) * 256, true);
    view.setUint16(at + 12, source.minRun, true);
    view.setUint16(at + 14, source.maxGap ?? 0, true);
    view.setUint32(at + 16, probe * 2 + Number(wide), true);
    tables.set(bytes, literal);
    literal += bytes.length;
  });
  let first = base + PATTERNS_AT;
  buckets.forEach((bucket, index) => {
    view.setUint32(BUCKETS_AT + index * 4, first, true);
    first += bucket.patterns.length * PATTERN_BYTES;
  });
  view.setUint32(BUCKETS_AT + BUCKETS * 4, first, true);
  return tables;
}
