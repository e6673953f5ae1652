import { ALPHABETS, type Alphabet } from '#detect/alphabet.ts';
import type { Probe } from '#detect/kernel/contract.ts';
import { chooseKeys } from '#detect/kernel/keys.ts';
import { classOf, literalBytes } from '#detect/kernel/probe.ts';

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
  /** Where in `bytes` the bytes stand by which it is looked up: the first three in a hash table, up to four in Teddy's masks. */
  readonly keyOffset: number;
  /** Word characters at the literal's end and behind it, at least. */
  readonly runLength: number;
}

/** Word characters in the runs that the kernel looks for, at least. Identifiers are seldom longer; without a digit, they are not seldom. */
export const SHORTEST_RUN = 16;
/** A run that starts with its literal: fewer would be met too often. */
const SHORTEST_ANCHORED_RUN = 20;
/** A run that few identifiers have; longer ones are found by their first characters. */
export const LONGEST_RUN = 32;

/** A literal behind a long run, at most: the look for keywords goes on so far behind the run. */
const LONGEST_INNER = 8;

/** [A-Za-z0-9+/_-] */
const URL_SAFE = classOf('base64url');
const WORD = classOf('base64').map((one, byte) => one | (URL_SAFE[byte] as number));

/** Alphabets without other characters than those of a word. */
const WORD_ALPHABETS = new Set(
  (Object.keys(ALPHABETS) as Alphabet[]).filter((name) => Array.from(ALPHABETS[name]).every((character) => WORD[character.charCodeAt(0)] === 1)),
);

/** Offset of the literal's last characters that are word characters. */
function tailOf(bytes: Uint8Array): number {
  return bytes.findLastIndex((byte) => WORD[byte] === 0) + 1;
}

/** By what the literal can be found; `keyOffset` is undefined where any three of its bytes do. */
function wayTo(source: Probe, bytes: Uint8Array): { readonly group: Group; readonly keyOffset?: number } {
  if (!WORD_ALPHABETS.has(source.alphabet)) return { group: 'bare' };
  const tail = tailOf(bytes);
  if ((source.maxGap ?? 0) === 0 && bytes.length - tail + source.minRun >= SHORTEST_ANCHORED_RUN && (tail > 0 || source.bounded === true)) {
    if (bytes.length - tail >= 3) return { group: 'anchored', keyOffset: tail };
    if (tail >= 3) return { group: 'preceding', keyOffset: tail - 3 };
  }
  if ((source.minLead ?? 0) >= LONGEST_RUN && bytes.length <= LONGEST_INNER) return { group: 'keyword' };
  return { group: source.minRun >= (source.digit === true ? SHORTEST_RUN : LONGEST_RUN) ? 'keyword' : 'bare' };
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

/**
 * What to look for: each probe's literal as text of one byte a character, and as UTF-16.
 *
 * @throws {RangeError} A literal has fewer than three characters.
 */
export function patternsOf(probes: readonly Probe[]): readonly Pattern[] {
  const short = probes.find(({ literal }) => literal.length < 3);
  if (short !== undefined) throw new RangeError(`The literal "${short.literal}" has fewer than three characters.`);
  return narrowPatterns(probes).flatMap((narrow) => [
    narrow,
    { ...narrow, wide: true, bytes: literalBytes(narrow.source, true), group: 'wide', keyOffset: 0 } as const,
  ]);
}
