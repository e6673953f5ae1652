import { ALPHABETS } from '#detect/alphabet.ts';
import type { Probe } from '#detect/kernel/contract.ts';
import { classOf, literalBytes } from '#detect/kernel/probe.ts';
import { rarestPlace } from '#detect/kernel/rarity.ts';

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

const WORD = classOf('base64url');

function isWordAlphabet({ alphabet }: Probe): boolean {
  return [...ALPHABETS[alphabet]].every((character) => WORD[character.charCodeAt(0)] === 1);
}

/** Offset of the literal's last characters that are word characters. */
function tailOf(bytes: Uint8Array): number {
  return bytes.findLastIndex((byte) => WORD[byte] === 0) + 1;
}

function wayTo(source: Probe, bytes: Uint8Array): Pick<Pattern, 'group' | 'keyOffset'> {
  const bare = { group: 'bare', keyOffset: rarestPlace(bytes, source.ignoreCase === true) } as const;
  if (!isWordAlphabet(source)) return bare;
  const tail = tailOf(bytes);
  if ((source.maxGap ?? 0) === 0 && bytes.length - tail + source.minRun >= SHORTEST_RUN && (tail > 0 || source.bounded === true)) {
    if (bytes.length - tail >= 3) return { group: 'anchored', keyOffset: tail };
    if (tail >= 3) return { group: 'preceding', keyOffset: tail - 3 };
  }
  return source.minRun >= SHORTEST_RUN ? { ...bare, group: 'keyword' } : bare;
}

/** What to look for: each probe's literal as text of one byte a character, and as UTF-16. */
export function patternsOf(probes: readonly Probe[]): readonly Pattern[] {
  return probes.flatMap((source, probe) => {
    const bytes = literalBytes(source, false);
    const runLength = bytes.length - tailOf(bytes) + source.minRun;
    const narrow = { source, probe, wide: false, bytes, runLength, ...wayTo(source, bytes) };
    return [narrow, { ...narrow, wide: true, bytes: literalBytes(source, true), group: 'wide', keyOffset: 0 } as const];
  });
}
