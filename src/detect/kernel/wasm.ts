import type { Kernel, Probe } from '#detect/kernel/contract.ts';
import { createWasmRunFinder, MARKED_BYTES, OUTPUT_BYTES, type RunFinder, SLACK_BYTES } from '#detect/kernel/encodings.ts';
import { KERNEL_PROGRAM } from '#detect/kernel/kernel.wasm.ts';
import type { Plan } from '#detect/kernel/plan.ts';
import { planFor } from '#detect/kernel/planned.ts';
import { createMemory, instantiate, type ProgramName } from '#detect/kernel/program.ts';

interface Exports {
  search(
    tables: number,
    input: number,
    from: number,
    length: number,
    out: number,
    capacity: number,
    queue: number,
    places: number,
    glued: boolean,
    marks: number,
  ): number;
  next(): number;
  holdsControls(from: number, to: number): number;
  countLineFeeds(from: number, to: number): number;
}

const PAGE_BYTES = 65_536;
/** Where the tables stand in memory. */
export const TABLES_AT = 64;
/** Candidates that one call can return beyond those of one chunk; a search with more is called again. */
const OUTPUT_CANDIDATES = 4096;
/** Bytes of input that have a word of marks, as in assembly/layout.ts. */
const CHUNK_BYTES = 4 * MARKED_BYTES;
/** Bytes before the input that the kernel looks at; they stay 0. */
const LEFT_SLACK_BYTES = 64;
/** Bytes behind the input that the kernel looks at. */
const RIGHT_SLACK_BYTES = 256;

function align(offset: number): number {
  return Math.ceil(offset / 64) * 64;
}

/** Where in memory everything stands, in bytes. */
interface Layout {
  readonly outputCapacity: number;
  readonly outputAt: number;
  readonly queueAt: number;
  readonly placesAt: number;
  readonly marksAt: number;
  readonly hintsAt: number;
  readonly inputAt: number;
  readonly pages: number;
}

function layOut({ tables, chunkCandidates, chunkPlaces }: Plan, capacity: number): Layout {
  const outputCapacity = OUTPUT_CANDIDATES + chunkCandidates;
  const outputAt = align(TABLES_AT + tables.length);
  const queueAt = align(outputAt + outputCapacity * 8);
  const placesAt = align(queueAt + chunkPlaces * 4);
  const marksAt = align(placesAt + chunkPlaces * 4 + LEFT_SLACK_BYTES); // a list is written some places past its end
  const hintsAt = align(marksAt + Math.ceil(capacity / CHUNK_BYTES) * 4);
  const inputAt = align(hintsAt + OUTPUT_BYTES + LEFT_SLACK_BYTES);
  const pages = Math.ceil((inputAt + capacity + RIGHT_SLACK_BYTES) / PAGE_BYTES);
  return { outputCapacity, outputAt, queueAt, placesAt, marksAt, hintsAt, inputAt, pages };
}

/** The kernel in WebAssembly SIMD; `undefined` where the engine cannot compile it, or has no memory for it. */
export function createWasmKernel(probes: readonly Probe[], capacity: number, wanted?: ProgramName): Kernel | undefined {
  const plan = planFor(probes, TABLES_AT);
  const { outputCapacity, outputAt, queueAt, placesAt, marksAt, hintsAt, inputAt, pages } = layOut(plan, capacity);
  const memory = createMemory(pages);
  if (memory === undefined) return undefined;
  const program = instantiate<Exports>(KERNEL_PROGRAM, memory, wanted);
  if (program === undefined) return undefined;
  const { name, exports: kernel } = program;
  new Uint8Array(memory.buffer, TABLES_AT).set(plan.tables);
  const output = new Int32Array(memory.buffer, outputAt, outputCapacity * 2);
  const input = new Uint8Array(memory.buffer, inputAt, capacity + RIGHT_SLACK_BYTES);
  const marked = new Uint32Array(memory.buffer, marksAt, Math.ceil(capacity / CHUNK_BYTES));
  let candidates = output;
  let searched = 0;
  let isMarking = false;
  let finder: RunFinder | undefined;

  const searchFrom = (from: number, length: number, glued: boolean): number =>
    kernel.search(TABLES_AT, inputAt, from, length, outputAt, outputCapacity, queueAt, placesAt, glued, isMarking ? marksAt : 0);

  function searchAll(length: number, glued = false): number {
    searched = length;
    input.fill(0, length, length + SLACK_BYTES); // they end whatever runs over the end
    let count = searchFrom(0, length, glued);
    candidates = output;
    const pieces: Int32Array[] = [];
    for (let from = kernel.next(); from < length; from = kernel.next()) {
      pieces.push(output.slice(0, count * 2));
      count = searchFrom(from, length, glued);
    }
    if (pieces.length === 0) return count;
    pieces.push(output.slice(0, count * 2));
    candidates = join(pieces);
    return candidates.length / 2;
  }

  return {
    name,
    input: input.subarray(0, capacity),
    search: searchAll,
    offset: (index) => candidates[index * 2] as number,
    probe: (index) => (candidates[index * 2 + 1] as number) >> 1,
    wide: (index) => ((candidates[index * 2 + 1] as number) & 1) === 1,
    holdsControls: (length) => kernel.holdsControls(inputAt, inputAt + length) !== 0,
    countLineFeeds: (from, to) => kernel.countLineFeeds(inputAt + from, inputAt + to),
    mark: () => {
      isMarking = true;
    },
    mayHide: () => marked.subarray(0, Math.ceil(searched / CHUNK_BYTES)).some((blocks) => blocks !== 0),
    finder: () => {
      finder ??= createWasmRunFinder({ memory, inputAt, capacity, outputAt: hintsAt, marksAt, wanted });
      return finder as RunFinder; // where the kernel could be compiled, the finder can
    },
  };
}

/** Puts the pieces together. A keyword may be found after what stands behind it, so that pieces can overlap. */
function join(pieces: readonly Int32Array[]): Int32Array<ArrayBuffer> {
  const pairs = pieces.flatMap((piece) =>
    Array.from({ length: piece.length / 2 }, (_, index) => [piece[index * 2] as number, piece[index * 2 + 1] as number] as const),
  );
  return Int32Array.from(pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]).flat());
}
