import { setFlagsFromString } from 'node:v8';

if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd'); // as the command line does

/** The kernel's programs; the engine compiles both. */
export const PROGRAMS = ['wasm-relaxed-simd', 'wasm-simd'] as const;
