import type * as Minizlib from 'minizlib';
import { LayerError, type LayerLimits } from '#detect/layers/container.ts';
import { library } from '#scan/layers/library.ts';

/** Below so many decoded bytes a ratio says nothing. */
const RATIO_FROM_BYTES = 64 * 1024 * 1024;

/**
 * What is decoded before the limits are looked at, and what is lost of a damaged stream before the damage: deflate makes at most 1,032 bytes of
 * one, zstd 32,768.
 */
const STEP_BYTES = { InflateRaw: 4096, ZstdDecompress: 512 } as const;

type Format = 'InflateRaw' | 'ZstdDecompress';
type Stream = Minizlib.InflateRaw | Minizlib.ZstdDecompress;

/** One compressed stream. */
export interface Inflater {
  /** @returns Bytes of the piece that belong to the stream; fewer than there are when it has ended. */
  write(piece: Uint8Array): number;
  /** @throws When the data ends too early. */
  end(): void;
}

/** A decompressor of Node's, and who gets what it makes. It is used again: to set one up takes longer than to read a short stream. */
interface Machine {
  readonly stream: Stream;
  take: (piece: Buffer) => void;
  failure: unknown;
}

const spare: Machine[] = [];

function newMachine(format: Format): Machine {
  const minizlib = library<typeof Minizlib>('minizlib');
  const machine: Machine = { stream: new minizlib[format]({}), take: () => undefined, failure: undefined };
  machine.stream.on('error', (error) => {
    machine.failure = error;
  });
  machine.stream.on('data', (piece: Buffer) => machine.take(piece));
  return machine;
}

/** Whether this Node has zstd: from 22.15 on. @see https://nodejs.org/api/zlib.html#class-zlibzstddecompress */
function hasZstd(): boolean {
  return 'createZstdDecompress' in library<object>('node:zlib');
}

/** @returns Bytes that were used. @throws What zlib says of damage. */
function step(machine: Machine, part: Uint8Array): number {
  machine.stream.write(Buffer.from(part.buffer, part.byteOffset, part.length));
  if (machine.failure !== undefined) throw machine.failure;
  return (machine.stream.handle as unknown as { readonly bytesWritten: number }).bytesWritten;
}

/** One byte more is left over by a stream that has ended. */
function hasEnded(machine: Machine): boolean {
  return step(machine, Buffer.alloc(1)) === 0;
}

function release(machine: Machine): void {
  machine.take = () => undefined;
  machine.stream.reset();
  spare.push(machine);
}

/**
 * Decompresses with Node's own zlib, synchronously, so that an archive is read in the order in which its bytes come.
 *
 * @param options.take Gets what comes out.
 * @throws {LayerError} `unsupported` for zstd where Node has none; later, from `write`, `too-large` for what expands too much, and what zlib says of damage.
 */
export function openInflater(format: Format, { take, limits }: { readonly take: (piece: Buffer) => void; readonly limits: LayerLimits }): Inflater {
  if (format === 'ZstdDecompress' && !hasZstd()) throw new LayerError('unsupported', 'zstd needs Node 22.15 or later');
  const stepBytes = STEP_BYTES[format];
  const isDeflate = format === 'InflateRaw';
  let machine: Machine | undefined = (isDeflate ? spare.pop() : undefined) ?? newMachine(format);
  let bytesIn = 0;
  let bytesOut = 0;
  machine.take = (piece) => {
    bytesOut += piece.length;
    if (bytesOut > RATIO_FROM_BYTES && bytesOut > bytesIn * limits.maxRatio) {
      throw new LayerError('too-large', `one byte stands for more than ${limits.maxRatio}`);
    }
    take(piece);
  };
  const over = (): void => {
    if (machine !== undefined && isDeflate) release(machine);
    machine = undefined;
  };
  return {
    write(piece) {
      for (let at = 0; at < piece.length; at += stepBytes) {
        if (machine === undefined) return at;
        const part = piece.subarray(at, at + stepBytes);
        bytesIn += part.length;
        const taken = step(machine, part);
        if (taken === part.length) continue;
        over();
        return at + taken;
      }
      return piece.length;
    },
    end() {
      if (machine === undefined) return;
      if (!isDeflate) machine.stream.end();
      else if (!hasEnded(machine)) throw new Error('unexpected end of file');
      if (machine.failure !== undefined) throw machine.failure;
      over();
    },
  };
}
