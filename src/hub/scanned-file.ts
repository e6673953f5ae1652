import { type FileHandle, open } from 'node:fs/promises';
import { AuthGuardError } from '#errors.ts';
import { type UploadFile, versionOf } from '#hub/selection.ts';

/** Bytes that are read at a time. */
const PIECE_BYTES = 256 * 1024;

/**
 * A file as it was scanned, read when it is sent: reading fails with `UPLOAD_REFUSED` when it is not that file any more, before anything is read and at the end.
 *
 * So what was not looked into does not leave, nor is it committed.
 */
export class ScannedFile extends Blob {
  override readonly size: number;
  readonly #source: UploadFile;
  readonly #from: number;
  readonly #to: number;

  constructor(source: UploadFile, from = 0, to = source.size) {
    super([]);
    this.size = to - from;
    this.#source = source;
    this.#from = from;
    this.#to = to;
  }

  /** @param from Not negative, unlike the one of `Blob`; so is `to`. */
  override slice(from = 0, to = this.size): ScannedFile {
    return new ScannedFile(this.#source, Math.min(this.#from + from, this.#to), Math.min(this.#from + to, this.#to));
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = Buffer.from(new ArrayBuffer(this.size)); // all of its buffer, which one of the pool would not be
    let at = 0;
    for await (const piece of this.#pieces()) at += piece.copy(bytes, at);
    return bytes.buffer as ArrayBuffer;
  }

  override async text(): Promise<string> {
    return Buffer.from(await this.arrayBuffer()).toString('utf8');
  }

  override stream(): ReturnType<Blob['stream']> {
    const pieces = this.#pieces();
    return new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull: async (controller) => {
          const piece = await pieces.next();
          if (piece.done === true) controller.close();
          else controller.enqueue(piece.value);
        },
        cancel: async () => {
          await pieces.return();
        },
      },
      { highWaterMark: 0 },
    );
  }

  async *#pieces(): AsyncGenerator<Buffer<ArrayBuffer>, void, void> {
    const handle = await open(this.#source.file, 'r').catch(() => this.#refuse());
    try {
      await this.#check(handle);
      for (let at = this.#from; at < this.#to; ) {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(PIECE_BYTES, this.#to - at)), 0, undefined, at);
        if (bytesRead === 0) this.#refuse();
        at += bytesRead;
        if (at === this.#to) await this.#check(handle);
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }

  async #check(handle: FileHandle): Promise<void> {
    if (versionOf(await handle.stat({ bigint: true })) !== this.#source.version) this.#refuse();
  }

  #refuse(): never {
    throw new AuthGuardError('UPLOAD_REFUSED', `${this.#source.path} changed while it was uploaded, after it had been checked. Nothing was committed.`, {
      help: 'Run it again when nothing writes to it.',
    });
  }
}
