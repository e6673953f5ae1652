/** A part of a file, `from` inclusive to `to` exclusive; `to` undefined reads to the end. Bytes. */
export interface Part {
  readonly from: number;
  readonly to?: number;
}

/** Endings of files that hold weights: numbers, behind a header that can hold anything. */
const WEIGHTS = /\.(?:safetensors|gguf|ggml|bin|pt|pth|ckpt|onnx|h5|hdf5|keras|msgpack|tflite|pb|mlmodel|npz|npy|engine|onnx_data)$/i;

/** Weights up to this size are read whole. Bytes. */
const SMALL = 10_000_000;

/** The start of other weights, and their end, where zip archives and pickles keep their tables. Bytes. */
const HEAD = 4_000_000;
const TAIL = 1_000_000;

/** The length of a safetensors header stands in its first bytes. */
const SAFETENSORS_PREFIX = 8;

/** The longest header that the format's own library reads. Bytes. @see https://github.com/huggingface/safetensors#format */
const SAFETENSORS_MAX_HEADER = 100_000_000;

export function isLargeWeights(path: string, size: number): boolean {
  return size > SMALL && WEIGHTS.test(path);
}

/** The parts of a large file of weights that can hold text. The header of a safetensors file is as long as `headerLength` says. */
export function partsOfWeights(path: string, size: number): readonly Part[] {
  if (/\.safetensors$/i.test(path)) return [{ from: 0, to: SAFETENSORS_PREFIX }];
  return [
    { from: 0, to: HEAD },
    { from: Math.max(HEAD, size - TAIL), to: size },
  ];
}

/** The rest of a safetensors header, which its first eight bytes announce; `undefined` for a file that is none. */
export function safetensorsHeader(prefix: Buffer, size: number): Part | undefined {
  if (prefix.length < SAFETENSORS_PREFIX) return undefined;
  const length = prefix.readBigUInt64LE(0);
  if (length > BigInt(Math.min(SAFETENSORS_MAX_HEADER, size - SAFETENSORS_PREFIX))) return undefined;
  return { from: SAFETENSORS_PREFIX, to: SAFETENSORS_PREFIX + Number(length) };
}
