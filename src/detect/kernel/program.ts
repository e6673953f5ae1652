/** A program of assembly/ in base64, compiled twice: `relaxed` is a fifth faster on x86, and not every engine takes it. */
export interface Program {
  readonly relaxed: string;
  readonly plain: string;
}

export type ProgramName = 'wasm-relaxed-simd' | 'wasm-simd';

interface Compiled {
  readonly name: ProgramName;
  readonly module: WebAssembly.Module;
}

/**
 * Memory of so many pages of 64 KiB; `undefined` where there is no WebAssembly (`node --jitless`), or no room: V8 reserves 10 GiB of addresses for each,
 * which a limit such as `ulimit -v` may refuse.
 *
 * @see https://v8.dev/blog/4gb-wasm-memory
 */
export function createMemory(pages: number): WebAssembly.Memory | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  try {
    return new WebAssembly.Memory({ initial: pages });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What became of the programs that were asked for; `undefined` where the engine cannot compile one. */
const compiled = new Map<string, WebAssembly.Module | undefined>();

function moduleOf(text: string): WebAssembly.Module | undefined {
  if (compiled.has(text)) return compiled.get(text);
  let module: WebAssembly.Module | undefined;
  try {
    module = new WebAssembly.Module(Buffer.from(text, 'base64'));
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error; // of SIMD that this engine does not know
  }
  compiled.set(text, module);
  return module;
}

function compile({ relaxed, plain }: Program, wanted: ProgramName | undefined): Compiled | undefined {
  const choices = [
    ['wasm-relaxed-simd', relaxed],
    ['wasm-simd', plain],
  ] as const;
  for (const [name, text] of choices) {
    const module = wanted === undefined || wanted === name ? moduleOf(text) : undefined;
    if (module !== undefined) return { name, module };
  }
  return undefined;
}

/**
 * A program over a memory, the fastest that the engine compiles.
 *
 * @param wanted That one alone.
 */
export function instantiate<E>(
  program: Program,
  memory: WebAssembly.Memory,
  wanted?: ProgramName,
): { readonly name: ProgramName; readonly exports: E } | undefined {
  const found = compile(program, wanted);
  return found && { name: found.name, exports: new WebAssembly.Instance(found.module, { env: { memory } }).exports as unknown as E };
}
