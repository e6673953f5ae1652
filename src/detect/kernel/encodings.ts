import { ENCODINGS_WASM_BASE64 } from '#detect/kernel/encodings.wasm.ts';
import type { RunFinder } from '#detect/kernel/encodings-contract.ts';
import { createJavaScriptRunFinder } from '#detect/kernel/javascript-encodings.ts';

export * from '#detect/kernel/encodings-contract.ts';

interface Exports {
  find(input: number, from: number, length: number, out: number, capacity: number, reserve: number): number;
  next(): number;
  countLineFeeds(from: number, to: number): number;
}

const PAGE_BYTES = 65_536;
const OUTPUT_HINTS = 4096;
const RESERVED_HINTS = 128;
const INPUT_AT = 64 + OUTPUT_HINTS * 8 + 64;
/** Zeros behind the input, on which what runs over its end stops. */
const SLACK_BYTES = 128;

let compiled: WebAssembly.Module | undefined;

function instantiate(memory: WebAssembly.Memory): Exports | undefined {
  try {
    compiled ??= new WebAssembly.Module(Buffer.from(ENCODINGS_WASM_BASE64, 'base64'));
    return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Exports;
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined; // no SIMD in this engine
    throw error;
  }
}

function createWasmRunFinder(capacity: number): RunFinder | undefined {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((INPUT_AT + capacity + SLACK_BYTES) / PAGE_BYTES) });
  const instance = instantiate(memory);
  if (instance === undefined) return undefined;
  const program = instance;
  const output = new Int32Array(memory.buffer, 64, OUTPUT_HINTS * 2);
  const withSlack = Buffer.from(memory.buffer, INPUT_AT, capacity + SLACK_BYTES);
  let hints: Int32Array | number[] = output;

  function find(length: number): number {
    withSlack.fill(0, length, length + SLACK_BYTES);
    let count = program.find(INPUT_AT, 0, length, 64, OUTPUT_HINTS, RESERVED_HINTS);
    hints = output;
    if (program.next() >= length) return count;
    const all: number[] = [];
    for (;;) {
      for (const field of output.subarray(0, count * 2)) all.push(field);
      const from = program.next();
      if (from >= length) break;
      count = program.find(INPUT_AT, from, length, 64, OUTPUT_HINTS, RESERVED_HINTS);
    }
    hints = all;
    return all.length / 2;
  }

  return {
    name: 'wasm-simd',
    input: withSlack.subarray(0, capacity),
    find,
    offset: (index) => hints[index * 2] as number,
    hint: (index) => hints[index * 2 + 1] as number,
    countLineFeeds: (from, to) => program.countLineFeeds(INPUT_AT + from, INPUT_AT + to),
  };
}

/** @param engine Default: WebAssembly, or JavaScript where WebAssembly SIMD is missing. Both find the same. */
export function createRunFinder(capacity: number, engine?: RunFinder['name']): RunFinder {
  const finder = engine === 'javascript' ? undefined : createWasmRunFinder(capacity);
  return finder ?? createJavaScriptRunFinder(capacity);
}
