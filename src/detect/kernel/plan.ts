import { nibbleMasks } from '#detect/kernel/buckets.ts';
import type { Probe } from '#detect/kernel/contract.ts';
import { GROUPS, LONGEST_RUN, type Pattern, patternsOf, SHORTEST_RUN } from '#detect/kernel/pattern.ts';
import { classOf } from '#detect/kernel/probe.ts';

/** Offsets within the tables: see assembly/layout.ts. */
const MASKS_AT = { bare: 32, keyword: 160 } as const;
const GROUPS_AT = 288;
const FILTER_BYTES = 2048;
const GROUP_BYTES = 4096;
const PATTERNS_AT = GROUPS_AT + GROUPS.length * GROUP_BYTES;
const PATTERN_BYTES = 48;
const CHUNK_BYTES = 2048;

export interface Plan {
  readonly tables: Uint8Array;
  /** Most candidates of one chunk. */
  readonly chunkCandidates: number;
  /** Most places that are queued in one chunk. */
  readonly chunkPlaces: number;
}

/** A plan as the build writes it into the program. */
export interface WrittenPlan {
  /** `keyOf` of the probes that it is for. */
  readonly key: string;
  readonly base: number;
  /** In base64. */
  readonly tables: string;
  readonly chunkCandidates: number;
  readonly chunkPlaces: number;
}

/** How many patterns can stand at one place, at most: those whose literals begin alike. */
function mostAtOnePlace(patterns: readonly Pattern[]): number {
  const texts = patterns.map((pattern) => pattern.source.literal.toLowerCase());
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const prefixes = (text: string): number => Array.from(text).reduce((sum, _, end) => sum + (counts.get(text.slice(0, end + 1)) ?? 0), 0);
  return Math.max(1, ...texts.map(prefixes));
}

function keyOf({ bytes, keyOffset, wide }: Pattern): number {
  const byte = (index: number): number => bytes[keyOffset + index * (wide ? 2 : 1)] as number;
  return (byte(0) | (byte(1) << 8) | (byte(2) << 16) | 0x202020) >>> 0;
}

function writeHeader(view: DataView, patterns: readonly Pattern[], plan: Omit<Plan, 'tables'> & { readonly reach: number }): void {
  const anchored = patterns.filter(({ group }) => group === 'anchored' || group === 'preceding').map((pattern) => pattern.runLength);
  view.setUint32(0, Math.min(LONGEST_RUN, ...anchored) - SHORTEST_RUN, true);
  view.setUint32(8, plan.reach, true);
  view.setUint32(
    12,
    patterns.reduce((bits, pattern) => bits | (1 << GROUPS.indexOf(pattern.group)), 0),
    true,
  );
  view.setUint32(16, plan.chunkCandidates, true);
}

/** What a probe asks for beside its literal and its run, a bit each. */
export function flagsOf({ ignoreCase, bounded, digit, untilAt }: Probe, wide = false): number {
  return Number(ignoreCase === true) | (Number(bounded === true && !wide) << 1) | (Number(digit === true) << 2) | (Number(untilAt === true) << 3);
}

/** Adds a pattern to its group: its bit in the filter, its number in front of the chain of its key's hash. */
function link(view: DataView, pattern: Pattern, number: number): void {
  const bit = Math.imul(keyOf(pattern), 0x9e3779b1) >>> 18;
  const group = GROUPS_AT + GROUPS.indexOf(pattern.group) * GROUP_BYTES;
  const filter = group + (bit >> 3);
  view.setUint8(filter, view.getUint8(filter) | (1 << (bit & 7)));
  const head = group + FILTER_BYTES + (bit >> 4) * 2;
  view.setUint16(PATTERNS_AT + (number - 1) * PATTERN_BYTES + 22, view.getUint16(head, true), true);
  view.setUint16(head, number, true);
}

/**
 * Lays the tables out that the kernel reads: header, Teddy's masks, the groups' hash tables, patterns, character classes, literals.
 *
 * @param base Where in the kernel's memory the tables will stand.
 */
export function planTables(probes: readonly Probe[], base: number): Plan {
  const patterns = patternsOf(probes);
  const alphabets = [...new Set(probes.map((probe) => probe.alphabet))];
  const classesAt = PATTERNS_AT + patterns.length * PATTERN_BYTES;
  const literalsAt = classesAt + 256 * alphabets.length;
  const tables = new Uint8Array(literalsAt + patterns.reduce((sum, pattern) => sum + pattern.bytes.length, 0));
  const view = new DataView(tables.buffer);
  const keywords = patterns.filter((pattern) => pattern.group === 'keyword');
  const reach = Math.max(0, ...keywords.map(({ bytes, source }) => bytes.length + (source.maxGap ?? 0)));
  const places = CHUNK_BYTES + 128 + reach;
  const plan = { chunkCandidates: places * mostAtOnePlace(patterns), chunkPlaces: places * GROUPS.length };
  writeHeader(view, patterns, { ...plan, reach });
  for (const group of ['bare', 'keyword'] as const) tables.set(nibbleMasks(patterns.filter((pattern) => pattern.group === group)), MASKS_AT[group]);
  alphabets.forEach((alphabet, index) => {
    tables.set(classOf(alphabet), classesAt + index * 256);
  });
  let literal = literalsAt;
  patterns.forEach(({ bytes, keyOffset, probe, source, wide }, index) => {
    const at = PATTERNS_AT + index * PATTERN_BYTES;
    view.setUint32(at, base + literal, true);
    view.setUint16(at + 4, bytes.length, true);
    view.setUint8(at + 6, wide ? 2 : 1);
    view.setUint8(at + 7, flagsOf(source, wide));
    view.setUint32(at + 8, base + classesAt + alphabets.indexOf(source.alphabet) * 256, true);
    view.setUint16(at + 12, source.minRun, true);
    view.setUint16(at + 14, source.maxGap ?? 0, true);
    view.setUint32(at + 16, probe * 2 + Number(wide), true);
    view.setUint16(at + 20, keyOffset, true);
    view.setUint16(at + 40, source.minLead ?? 0, true);
    bytes.subarray(0, 8).forEach((byte, position) => {
      view.setUint8(at + 24 + position, byte | 0x20);
      view.setUint8(at + 32 + position, 0xff);
    });
    tables.set(bytes, literal);
    literal += bytes.length;
  });
  patterns.forEach((pattern, index) => {
    link(view, pattern, index + 1);
  });
  return { tables, ...plan };
}
