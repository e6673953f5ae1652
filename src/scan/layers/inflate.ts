import { createRequire } from 'node:module';
import type * as Minizlib from 'minizlib';
import { LayerError, type LayerLimits } from '#detect/layers/container.ts';

const load = createRequire(import.meta.url);

/** Below so many decoded bytes a ratio says nothing. */
const RATIO_FROM_BYTES = 64 * 1024 * 1024;

/**
 * What is decoded before the limits are looked at, and what is lost of a damaged stream before the damage. zstd can make 32,768 bytes of one.
 */
const STEP_BYTES = 512;

type Format = 'InflateRaw' | 'ZstdDecompress';

/** One compressed stream. */
export interface Inflater {
  /** @returns Bytes of the piece that belong to the stream. */
  write(piece: Uint8Array): number;
  /** @throws When the data ends too early. */
  end(): void;
}

/** Whether this Node has zstd: from 22.15 on. @see https://nodejs.org/api/zlib.html#class-zlibzstddecompress */
function hasZstd(): boolean {
  return 'createZstdDecompress' in (load('node:zlib') as object);
}

/**
 * Decompresses with Node's own zlib, synchronously, so that an archive is read in the order in which its bytes come.
 *
 * @param options.take Gets what comes out.
 * @throws {LayerError} `unsupported` for zstd where Node has none; later, from `write`, `too-large` for what expands too much, and what zlib says of damage.
 */
export function openInflater(format: Format, { take, limits }: { readonly take: (piece: Buffer) => void; readonly limits: LayerLimits }): Inflater {
  if (format === 'ZstdDecompress' && !hasZstd()) throw new LayerError('unsupported', 'zstd needs Node 22.15 or later');
  const minizlib = load('minizlib') as typeof Minizlib;
  const stream = new minizlib[format]({});
  let failure: unknown;
  let bytesIn = 0;
  let bytesOut = 0;
  stream.on('error', (error) => {
    failure = error;
  });
  stream.on('data', (piece: Buffer) => {
    bytesOut += piece.length;
    if (bytesOut > RATIO_FROM_BYTES && bytesOut > bytesIn * limits.maxRatio) {
      throw new LayerError('too-large', `one byte stands for more than ${limits.maxRatio}`);
    }
    take(piece);
  });
  const check = (): void => {
    if (failure !== undefined) throw failure;
  };
  const step = (part: Uint8Array): number => {
    bytesIn += part.length;
    stream.write(Buffer.from(part.buffer, part.byteOffset, part.length));
    check();
    return (stream.handle as unknown as { readonly bytesWritten: number }).bytesWritten;
  };
  return {
    write(piece) {
      for (let at = 0; at < piece.length; at += STEP_BYTES) {
        const part = piece.subarray(at, at + STEP_BYTES);
        const taken = step(part);
        if (taken < part.length) return at + taken;
      }
      return piece.length;
    },
    end: () => {
      stream.end();
      check();
    },
  };
}
