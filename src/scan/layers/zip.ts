import { createRequire } from 'node:module';
import type * as Fflate from 'fflate';
import { type Decoder, LayerError, type LayerLimits, type Members } from '#detect/layers/container.ts';
import { type Inflater, openInflater } from '#scan/layers/inflate.ts';

const load = createRequire(import.meta.url);

const STORED = 0;
const DEFLATED = 8;

/** A member that is not decoded: its bytes are passed over rather than kept. */
const passOver = (compression: number): Fflate.UnzipDecoderConstructor =>
  class {
    static readonly compression = compression;
    ondata: Fflate.AsyncFlateStreamHandler = () => undefined;
    push(): void {}
  };

/** Decompresses members with Node's zlib, which is several times as fast as the library's own JavaScript. A damaged one ends early. */
function nativeInflate(limits: LayerLimits): Fflate.UnzipDecoderConstructor {
  return class {
    static readonly compression = DEFLATED;
    ondata: Fflate.AsyncFlateStreamHandler = () => undefined;
    #inflater: Inflater | undefined = openInflater('InflateRaw', { take: (piece) => this.ondata(null, new Uint8Array(piece), false), limits });
    push(piece: Uint8Array, final: boolean): void {
      try {
        this.#inflater?.write(piece);
        if (final) this.#inflater?.end();
      } catch (cause) {
        if (cause instanceof LayerError) throw cause;
        this.#inflater = undefined;
        this.ondata(cause as Fflate.FlateError, new Uint8Array(0), true);
      }
      if (final && this.#inflater !== undefined) this.ondata(null, new Uint8Array(0), true);
    }
  };
}

/**
 * Reads a zip from its start to its end, member after member as their local headers say, so that it need not be kept and what its directory
 * leaves out is seen too. What is neither stored nor deflated is skipped, and so is what cannot be inflated: the library does not tell encrypted
 * members from damaged ones.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function openZip(members: Members, limits: LayerLimits): Decoder {
  const { Unzip, UnzipPassThrough } = load('fflate') as typeof Fflate;
  const unzip = new Unzip((file) => {
    const readable = file.compression === STORED || file.compression === DEFLATED;
    if (!readable) {
      unzip.register(passOver(file.compression));
      members.skip(file.name, 'unsupported', file.compression === 99 ? 'it is encrypted' : `compression method ${file.compression}`);
    } else if (!file.name.endsWith('/')) {
      members.open(file.name);
    }
    file.ondata = (error, piece, final) => {
      if (!readable || file.name.endsWith('/')) return;
      if (error !== null) members.skip(file.name, 'damaged-archive', `damaged or encrypted: ${error.message}`);
      members.data(piece);
      if (final) members.close();
    };
    file.start();
  });
  unzip.register(UnzipPassThrough);
  unzip.register(nativeInflate(limits));
  return { write: (piece) => unzip.push(piece, false), end: () => unzip.push(new Uint8Array(0), true) };
}
