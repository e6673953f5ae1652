import type { Kernel, Probe } from '#detect/kernel/contract.ts';
import { KERNEL_WASM_BASE64 } from '#detect/kernel/kernel.wasm.ts';
import { planTables } from '#detect/kernel/plan.ts';

interface Exports {
  search(tables: number, input: number, from: number, length: number, out: number, capacity: number, reserve: number): number;
  next(): number;
  countLineFeeds(from: number, to: number): number;
}

const PAGE_BYTES = 65_536;
/** Candidates that one call can return; a search with more is called again. */
const OUTPUT_CANDIDATES = 4096;
/** Bytes behind input and output that the kernel may touch. */
const SLACK_BYTES = 128;

function align(offset: number): number {
  return Math.ceil(offset / 64) * 64;
}

function instantiate(memory: WebAssembly.Memory): Exports | undefined {
  try {
    const module = new WebAssembly.Module(Buffer.from(KERNEL_WASM_BASE64, 'base64'));
    return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined; // no SIMD in this engine
    throw error;
  }
}

/** The kernel in WebAssembly SIMD; `undefined` where the engine cannot compile it. */
export function createWasmKernel(probes: readonly Probe[], capacity: number): Kernel | undefined {
  const tablesAt = 64;
  const tables = planTables(probes, tablesAt);
  const reserve = Math.max(1, probes.length * 2);
  const outputCapacity = OUTPUT_CANDIDATES + reserve;
  const outputAt = align(tablesAt + tables.length);
  const inputAt = align(outputAt + outputCapacity * 8 + SLACK_BYTES);
  const memory = new WebAssembly.Memory({ initial: Math.ceil((inputAt + capacity + SLACK_BYTES) / PAGE_BYTES) });
  const instance = instantiate(memory);
  if (instance === undefined) return undefined;
  const kernel = instance;
  new Uint8Array(memory.buffer, tablesAt).set(tables);
  const output = new Int32Array(memory.buffer, outputAt, outputCapacity * 2);
  let candidates = output;

  function searchAll(length: number): number {
    let count = kernel.search(tablesAt, inputAt, 0, length, outputAt, outputCapacity, reserve);
    candidates = output;
    const pieces: Int32Array[] = [];
    for (let from = kernel.next(); from < length; from = kernel.next()) {
      pieces.push(output.slice(0, count * 2));
      count = kernel.search(tablesAt, inputAt, from, length, outputAt, outputCapacity, reserve);
    }
    if (pieces.length === 0) return count;
    pieces.push(output.slice(0, count * 2));
    candidates = join(pieces);
    return candidates.length / 2;
  }

  return {
    name: 'wasm-simd',
    input: new Uint8Array(memory.buffer, inputAt, capacity),
    search: searchAll,
    offset: (index) => candidates[index * 2] as number,
    probe: (index) => (candidates[index * 2 + 1] as number) >> 1,
    wide: (index) => ((candidates[index * 2 + 1] as number) & 1) === 1,
    countLineFeeds: (from, to) => kernel.countLineFeeds(inputAt + from, inputAt + to),
  };
}

function join(pieces: readonly Int32Array[]): Int32Array<ArrayBuffer> {
  const joined = new Int32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
