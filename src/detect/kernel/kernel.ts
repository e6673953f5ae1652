import type { Kernel, Probe } from '#detect/kernel/contract.ts';
import { createJavaScriptKernel } from '#detect/kernel/javascript.ts';
import { createWasmKernel } from '#detect/kernel/wasm.ts';

export type { Kernel, Probe } from '#detect/kernel/contract.ts';

export const DEFAULT_CAPACITY_BYTES = 1024 * 1024;

/**
 * Builds a kernel for a set of probes.
 *
 * @param options.capacity Bytes of input; default 1 MiB.
 * @param options.engine Default: the fastest that there is: WebAssembly with relaxed SIMD or without, or JavaScript. All find the same.
 */
export interface KernelOptions {
  readonly capacity?: number;
  readonly engine?: Kernel['name'];
}

export function createKernel(probes: readonly Probe[], options: KernelOptions = {}): Kernel {
  const capacity = options.capacity ?? DEFAULT_CAPACITY_BYTES;
  const kernel = options.engine === 'javascript' ? undefined : createWasmKernel(probes, capacity, options.engine);
  return kernel ?? createJavaScriptKernel(probes, capacity);
}
