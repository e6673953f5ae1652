import type { Kernel, Probe } from '#detect/kernel/contract.ts';
import { createJavaScriptRunFinder } from '#detect/kernel/javascript-encodings.ts';
import { classOf, literalBytes } from '#detect/kernel/probe.ts';

interface Needle extends Pick<Probe, 'ignoreCase' | 'bounded' | 'digit' | 'untilAt'> {
  readonly probe: number;
  readonly wide: boolean;
  readonly bytes: Uint8Array;
  readonly characters: Uint8Array;
  readonly minLead: number;
  readonly minRun: number;
  readonly maxGap: number;
}

interface Candidate {
  readonly offset: number;
  readonly needle: Needle;
}

function needlesOf(probes: readonly Probe[]): readonly Needle[] {
  return probes.flatMap((one, probe) =>
    [false, true].map((wide) => ({
      probe,
      wide,
      bytes: literalBytes(one, wide),
      characters: classOf(one.alphabet),
      ignoreCase: one.ignoreCase,
      bounded: one.bounded,
      digit: one.digit,
      untilAt: one.untilAt,
      minLead: one.minLead ?? 0,
      minRun: one.minRun,
      maxGap: one.maxGap ?? 0,
    })),
  );
}

const ALPHANUMERIC = /[A-Za-z0-9]$/;
const ESCAPE = /[\\%[;\xc4\xd9][A-Za-z0-9]{1,6}$|(?:^|[\n\0])V$/;
const GLUED = /(?:^|[^A-Za-z0-9])[A-Za-z0-9]{1,63}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\0-\x06\x0e-\x1a\x1c-\x1f]/;

function boundaryStands(input: Buffer, { offset, needle }: Candidate, glued: boolean): boolean {
  if (needle.bounded !== true || needle.wide) return true;
  const before = input.toString('latin1', Math.max(0, offset - 64), offset);
  return !ALPHANUMERIC.test(before) || (glued ? GLUED.test(before) : ESCAPE.test(before));
}

/** Whether enough characters of the alphabet stand right before the literal. */
function leadStands(input: Uint8Array, { offset, needle }: Candidate): boolean {
  const step = needle.wide ? 2 : 1;
  if (offset < needle.minLead * step) return false;
  return Array.from({ length: needle.minLead }, (_, index) => offset - (index + 1) * step).every(
    (at) => needle.characters[input[at] as number] === 1 && (!needle.wide || input[at + 1] === 0),
  );
}

/** Whether the characters of the alphabet right behind the literal are enough, and an `@` ends them. */
function runEndsAtSign(input: Uint8Array, { offset, needle }: Candidate): boolean {
  const step = needle.wide ? 2 : 1;
  const first = offset + needle.bytes.length + step - 1;
  const isCharacter = (cursor: number): boolean => cursor < input.length && (!needle.wide || input[cursor - 1] === 0);
  let run = 0;
  while (run <= 256 && isCharacter(first + run * step) && needle.characters[input[first + run * step] as number] === 1) run += 1;
  return run <= 256 && run >= needle.minRun && isCharacter(first + run * step) && input[first + run * step] === 0x40;
}

/** Whether enough characters of the alphabet follow one another within the gap. */
function runStands(input: Uint8Array, { offset, needle }: Candidate): boolean {
  const step = needle.wide ? 2 : 1;
  const first = offset + needle.bytes.length + step - 1;
  const isInRun = (cursor: number): boolean => needle.characters[input[cursor] as number] === 1 && (!needle.wide || input[cursor - 1] === 0);
  for (let gap = 0; needle.minRun > 0 && gap <= needle.maxGap; gap += 1) {
    const start = first + gap * step;
    let run = 0;
    while (start + run * step < input.length && run < Math.max(needle.minRun, 64) && isInRun(start + run * step)) run += 1;
    const hasDigit = input.subarray(start, start + Math.min(run, 64) * step).some((byte) => byte >= 0x30 && byte <= 0x39);
    if (run >= needle.minRun && (needle.digit !== true || hasDigit)) return true;
    while (gap <= needle.maxGap && isInRun(first + gap * step)) gap += 1;
  }
  return needle.minRun === 0;
}

function stands(input: Buffer, candidate: Candidate, glued: boolean): boolean {
  if (!boundaryStands(input, candidate, glued) || !leadStands(input, candidate)) return false;
  return candidate.needle.untilAt === true ? runEndsAtSign(input, candidate) : runStands(input, candidate);
}

/** The bytes with ASCII capitals as small letters. */
function foldedCopy(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)));
}

function compare(a: Candidate, b: Candidate): number {
  return a.offset - b.offset || a.needle.probe - b.needle.probe || Number(a.needle.wide) - Number(b.needle.wide);
}

const LINE_FEED = 0x0a;

function countLineFeeds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED, from); at !== -1 && at < to; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}

/** The kernel in plain JavaScript: the oracle of the tests, and the fallback where WebAssembly SIMD is missing. */
export function createJavaScriptKernel(probes: readonly Probe[], capacity: number): Kernel {
  const input = Buffer.alloc(capacity);
  const needles = needlesOf(probes);
  const ignoresCase = probes.some((probe) => probe.ignoreCase === true);
  const finder = createJavaScriptRunFinder(input);
  let candidates: Candidate[] = [];
  return {
    name: 'javascript',
    input,
    search(length, glued = false) {
      const content = input.subarray(0, length);
      const folded = ignoresCase ? foldedCopy(content) : content;
      candidates = [];
      for (const needle of needles) {
        const text = needle.ignoreCase === true ? folded : content;
        for (let offset = text.indexOf(needle.bytes); offset !== -1; offset = text.indexOf(needle.bytes, offset + 1)) {
          const candidate = { offset, needle };
          if (stands(content, candidate, glued)) candidates.push(candidate);
        }
      }
      candidates.sort(compare);
      return candidates.length;
    },
    offset: (index) => (candidates[index] as Candidate).offset,
    probe: (index) => (candidates[index] as Candidate).needle.probe,
    wide: (index) => (candidates[index] as Candidate).needle.wide,
    holdsControls: (length) => CONTROLS.test(input.toString('latin1', 0, length)),
    countLineFeeds: (from, to) => countLineFeeds(input, from, to),
    mark: () => undefined,
    mayHide: () => true,
    finder: () => finder,
  };
}
