import { ALPHABETS } from '#detect/alphabet.ts';
import type { Probe } from '#detect/kernel/contract.ts';
import { classOf, literalBytes } from '#detect/kernel/probe.ts';
import { chooseKeys } from '#detect/kernel/rarity.ts';

/** The ways in which a place is found at which a literal may stand; assembly/layout.ts says what each is. */
export const GROUPS = ['anchored', 'preceding', 'keyword', 'bare', 'wide'] as const;

export type Group = (typeof GROUPS)[number];

/** A literal in the form in which it stands in the input. */
export interface Pattern {
  readonly source: Probe;
  readonly probe: number;
  readonly wide: boolean;
  readonly bytes: Uint8Array;
  readonly group: Group;
  /** Where in `bytes` the three bytes stand by which it is looked up. */
  readonly keyOffset: number;
  /** Word characters at the literal's end and behind it, at least. */
  readonly runLength: number;
}

/** The kernel looks for runs of so many word characters, or more. */
export const SHORTEST_RUN = 16;
/** Shorter runs have too many identifiers among them. */
const SHORTEST_ANCHORED_RUN = 20;

/** [A-Za-z0-9+/_-] */
const WORD = classOf('base64').map((one, byte) => one | (classOf('base64url')[byte] as number));

function isWordAlphabet({ alphabet }: Probe): boolean {
  return [...ALPHABETS[alphabet]].every((character) => WORD[character.charCodeAt(0)] === 1);
}

/** Offset of the literal's last characters that are word characters. */
function tailOf(bytes: Uint8Array): number {
  return bytes.findLastIndex((byte) => WORD[byte] === 0) + 1;
}

/** By what the literal can be found; `keyOffset` is undefined where any three of its bytes do. */
function wayTo(source: Probe, bytes: Uint8Array): { readonly group: Group; readonly keyOffset?: number } {
  if (!isWordAlphabet(source)) return { group: 'bare' };
  const tail = tailOf(bytes);
  if ((source.maxGap ?? 0) === 0 && bytes.length - tail + source.minRun >= SHORTEST_ANCHORED_RUN && (tail > 0 || source.bounded === true)) {
    if (bytes.length - tail >= 3) return { group: 'anchored', keyOffset: tail };
    if (tail >= 3) return { group: 'preceding', keyOffset: tail - 3 };
  }
  return { group: source.minRun >= SHORTEST_RUN && source.digit === true ? 'keyword' : 'bare' };
}

function narrowPatterns(probes: readonly Probe[]): readonly Pattern[] {
  const patterns = probes.map((source, probe) => {
    const bytes = literalBytes(source, false);
    return { source, probe, wide: false, bytes, runLength: bytes.length - tailOf(bytes) + source.minRun, ...wayTo(source, bytes) };
  });
  const chosen = new Map<unknown, number>();
  for (const group of ['bare', 'keyword'] as const) {
    const members = patterns.filter((pattern) => pattern.group === group);
    const offsets = chooseKeys(members.map(({ bytes, source }) => ({ bytes, ignoreCase: source.ignoreCase === true })));
    members.forEach((member, index) => {
      chosen.set(member, offsets[index] ?? 0);
    });
  }
  return patterns.map((pattern) => ({ ...pattern, keyOffset: pattern.keyOffset ?? chosen.get(pattern) ?? 0 }));
}

/** What to look for: each probe's literal as text of one byte a character, and as UTF-16. */
export function patternsOf(probes: readonly Probe[]): readonly Pattern[] {
  return narrowPatterns(probes).flatMap((narrow) => [
    narrow,
    { ...narrow, wide: true, bytes: literalBytes(narrow.source, true), group: 'wide', keyOffset: 0 } as const,
  ]);
}
