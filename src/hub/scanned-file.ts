import { type BigIntStats, closeSync, fstatSync, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { AuthGuardError } from '#errors.ts';
import { BlobWithoutParts } from '#hub/blob-without-parts.ts';
import { pulledStream } from '#hub/pulled-stream.ts';
import { type UploadFile, versionOf } from '#hub/selection.ts';

/** Bytes that are read at a time. */
const PIECE_BYTES = 256 * 1024;

const readInto = promisify(read);

function readAt(descriptor: number, length: number, at: number): Promise<{ readonly bytesRead: number; readonly buffer: Buffer<ArrayBuffer> }> {
  return readInto(descriptor, Buffer.allocUnsafeSlow(length), 0, length, at);
}

/**
 * A file as it was scanned, read when it is sent: reading fails with `UPLOAD_REFUSED` when it is not that file any more, before anything is read and at the end.
 *
 * So what was not looked into does not leave, nor is it committed.
 */
export class ScannedFile extends BlobWithoutParts {
  override readonly size: number;
  readonly #source: UploadFile;
  readonly #from: number;
  readonly #to: number;
  readonly #onPiece: (bytes: number) => void;

  /** @param onPiece Is told of what a stream of all of it reads. */
  constructor(source: UploadFile, from = 0, to = source.size, onPiece: (bytes: number) => void = () => undefined) {
    super();
    this.size = to - from;
    this.#source = source;
    this.#from = from;
    this.#to = to;
    this.#onPiece = onPiece;
  }

  /** @param from Not negative, unlike the one of `Blob`; so is `to`. */
  override slice(from = 0, to = this.size): ScannedFile {
    return new ScannedFile(this.#source, Math.min(this.#from + from, this.#to), Math.min(this.#from + to, this.#to));
  }

  /** Read in one go: the client library asks for all small files of a commit at once, more than a process may have open. */
  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = Buffer.from(new ArrayBuffer(this.size)); // all of its buffer, which one of the pool would not be
    const descriptor = this.#openNow();
    try {
      this.#check(fstatSync(descriptor, { bigint: true }));
      for (let at = 0; at < bytes.length; ) {
        const count = readSync(descriptor, bytes, at, bytes.length - at, this.#from + at);
        if (count === 0) this.#refuse();
        at += count;
      }
      this.#check(fstatSync(descriptor, { bigint: true }));
    } finally {
      closeSync(descriptor);
    }
    return bytes.buffer as ArrayBuffer;
  }

  #openNow(): number {
    try {
      return openSync(this.#source.file, 'r');
    } catch (error) {
      return this.#refuse(error);
    }
  }

  override async text(): Promise<string> {
    return Buffer.from(await this.arrayBuffer()).toString('utf8');
  }

  override stream(): ReturnType<Blob['stream']> {
    return pulledStream(this.#pieces());
  }

  /** By a bare descriptor: the client library lets go of a stream without a word when it is stopped, and a `FileHandle` says so when it is collected. */
  async *#pieces(): AsyncGenerator<Buffer<ArrayBuffer>, void, void> {
    const descriptor = this.#openNow();
    try {
      this.#check(fstatSync(descriptor, { bigint: true }));
      for (let at = this.#from; at < this.#to; ) {
        const { buffer, bytesRead } = await readAt(descriptor, Math.min(PIECE_BYTES, this.#to - at), at);
        if (bytesRead === 0) this.#refuse();
        at += bytesRead;
        if (at === this.#to) this.#check(fstatSync(descriptor, { bigint: true }));
        this.#onPiece(bytesRead);
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      closeSync(descriptor);
    }
  }

  #check(stat: BigIntStats): void {
    if (versionOf(stat) !== this.#source.version) this.#refuse();
  }

  /** What cannot be opened may be there all the same: only one that is gone has changed. */
  #refuse(cause?: unknown): never {
    const { path } = this.#source;
    const { code = 'ENOENT' } = (cause ?? {}) as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'changed while it was uploaded, after it had been checked' : `could not be read while it was uploaded (${code})`;
    throw new AuthGuardError('UPLOAD_REFUSED', `${path} ${what}. Nothing was committed.`, { help: 'Run it again when nothing writes to it.', cause });
  }
}
