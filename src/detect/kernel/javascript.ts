import type { Kernel, Probe } from '#detect/kernel/contract.ts';
import { classOf, literalBytes } from '#detect/kernel/probe.ts';

interface Needle {
  readonly probe: number;
  readonly wide: boolean;
  readonly bytes: Uint8Array;
  readonly characters: Uint8Array;
  readonly minRun: number;
}

interface Candidate {
  readonly offset: number;
  readonly needle: Needle;
}

function needlesOf(probes: readonly Probe[]): readonly Needle[] {
  return probes.flatMap(({ literal, alphabet, minRun }, probe) =>
    [false, true].map((wide) => ({ probe, wide, bytes: literalBytes(literal, wide), characters: classOf(alphabet), minRun })),
  );
}

function runStands(input: Uint8Array, length: number, { offset, needle }: Candidate): boolean {
  const step = needle.wide ? 2 : 1;
  let cursor = offset + needle.bytes.length + step - 1;
  for (let index = 0; index < needle.minRun; index += 1, cursor += step) {
    if (cursor >= length || needle.characters[input[cursor] as number] === 0) return false;
    if (needle.wide && input[cursor - 1] !== 0) return false;
  }
  return true;
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
  let candidates: Candidate[] = [];
  return {
    name: 'javascript',
    input,
    search(length) {
      const content = input.subarray(0, length);
      candidates = [];
      for (const needle of needles) {
        for (let offset = content.indexOf(needle.bytes); offset !== -1; offset = content.indexOf(needle.bytes, offset + 1)) {
          if (runStands(content, length, { offset, needle })) candidates.push({ offset, needle });
        }
      }
      candidates.sort(compare);
      return candidates.length;
    },
    offset: (index) => (candidates[index] as Candidate).offset,
    probe: (index) => (candidates[index] as Candidate).needle.probe,
    wide: (index) => (candidates[index] as Candidate).needle.wide,
    countLineFeeds: (from, to) => countLineFeeds(input, from, to),
  };
}
