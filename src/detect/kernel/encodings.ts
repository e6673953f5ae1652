import { ENCODINGS_PROGRAM } from '#detect/kernel/encodings.wasm.ts';
import type { RunFinder } from '#detect/kernel/encodings-contract.ts';
import { createJavaScriptRunFinder } from '#detect/kernel/javascript-encodings.ts';
import { createMemory, instantiate, type ProgramName } from '#detect/kernel/program.ts';

export * from '#detect/kernel/encodings-contract.ts';

interface Exports {
  find(input: number, from: number, length: number, marks: number, out: number, capacity: number, reserve: number): number;
  next(): number;
  countLineFeeds(from: number, to: number): number;
}

/** Where a content stands in memory. */
export interface FinderSpace {
  readonly memory: WebAssembly.Memory;
  /** 64 zeros stand before the content; room for `SLACK_BYTES` of them is behind its capacity. */
  readonly inputAt: number;
  readonly capacity: number;
  /** `OUTPUT_BYTES` for what is found. */
  readonly outputAt: number;
  /** A bit for each 64 bytes of the capacity: whether they are worth a look. */
  readonly marksAt: number;
  /** Default: the fastest that the engine compiles. */
  readonly wanted?: ProgramName | undefined;
}

const PAGE_BYTES = 65_536;
const OUTPUT_HINTS = 4096;
const RESERVED_HINTS = 128;
/** What the hints of one call take. */
export const OUTPUT_BYTES = OUTPUT_HINTS * 8;
/** Bytes of content for which a byte of marks stands. */
export const MARKED_BYTES = 8 * 64;
/** Zeros behind the input, on which what runs over its end stops. */
export const SLACK_BYTES = 128;

/** The finder over a memory that the kernel searches too; `undefined` where the engine cannot compile it. */
export function createWasmRunFinder({ memory, inputAt, capacity, outputAt, marksAt, wanted }: FinderSpace): RunFinder | undefined {
  const found = instantiate<Exports>(ENCODINGS_PROGRAM, memory, wanted);
  if (found === undefined) return undefined;
  const { name, exports: program } = found;
  const output = new Int32Array(memory.buffer, outputAt, OUTPUT_HINTS * 2);
  const withSlack = Buffer.from(memory.buffer, inputAt, capacity + SLACK_BYTES);
  let hints: Int32Array | number[] = output;

  function find(length: number): number {
    withSlack.fill(0, length, length + SLACK_BYTES);
    let count = program.find(inputAt, 0, length, marksAt, outputAt, OUTPUT_HINTS, RESERVED_HINTS);
    hints = output;
    if (program.next() >= length) return count;
    const all: number[] = [];
    for (;;) {
      for (const field of output.subarray(0, count * 2)) all.push(field);
      const from = program.next();
      if (from >= length) break;
      count = program.find(inputAt, from, length, marksAt, outputAt, OUTPUT_HINTS, RESERVED_HINTS);
    }
    hints = all;
    return all.length / 2;
  }

  return {
    name,
    input: withSlack.subarray(0, capacity),
    find,
    offset: (index) => hints[index * 2] as number,
    hint: (index) => hints[index * 2 + 1] as number,
    countLineFeeds: (from, to) => program.countLineFeeds(inputAt + from, inputAt + to),
  };
}

/**
 * A finder with a memory of its own.
 *
 * @param engine Default: WebAssembly, or JavaScript where WebAssembly SIMD is missing. Both find the same.
 */
export function createRunFinder(capacity: number, engine?: RunFinder['name']): RunFinder {
  const marksAt = 64 + OUTPUT_BYTES;
  const markBytes = Math.ceil(capacity / MARKED_BYTES / 4) * 4;
  const inputAt = marksAt + markBytes + 64;
  const inJavaScript = (): RunFinder => createJavaScriptRunFinder(Buffer.alloc(capacity));
  if (engine === 'javascript') return inJavaScript();
  const memory = createMemory(Math.ceil((inputAt + capacity + SLACK_BYTES) / PAGE_BYTES));
  if (memory === undefined) return inJavaScript();
  new Uint8Array(memory.buffer, marksAt, markBytes).fill(0xff); // nobody has looked before
  const finder = createWasmRunFinder({ memory, inputAt, capacity, outputAt: 64, marksAt, wanted: engine });
  return finder ?? inJavaScript();
}
