import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ScannedFile } from '#hub/scanned-file.ts';
import { type UploadFile, versionOf } from '#hub/selection.ts';

/** Bytes that are read at a time. */
const PIECE_BYTES = 1024 * 1024;

/** Files from this size on are hashed beside everything else. Bytes. */
const LARGE_BYTES = 10_000_000;

/** Hashes a file elsewhere, and tells how far it is, 0 to 1. `undefined` when it could not, or when it is not the file that was scanned. */
export type HashElsewhere = (file: UploadFile, onShare: (share: number) => void) => Promise<string | undefined>;

/**
 * The SHA-256 of a file as it was scanned, in hex; `undefined` when it is not that file any more, or cannot be read.
 *
 * @param onShare Is told how much of it was read.
 */
export function sha256Of({ file, size, version }: UploadFile, onShare: (share: number) => void = () => undefined): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const isScanned = (): boolean => versionOf(fstatSync(descriptor as number, { bigint: true })) === version;
    if (!isScanned()) return undefined;
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafeSlow(Math.max(1, Math.min(PIECE_BYTES, size)));
    for (let at = 0, count = 1; at < size && count > 0; at += count) {
      count = readSync(descriptor, piece, 0, piece.length, at);
      hash.update(piece.subarray(0, count));
      onShare((at + count) / size);
    }
    return isScanned() ? hash.digest('hex') : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The SHA-256 of the files of an upload, each taken once. Those of large files are taken while other work goes on. */
export class Digests {
  readonly #known = new Map<string, Promise<string | undefined>>();
  readonly #elsewhere: HashElsewhere;
  readonly #onShare: (file: UploadFile, share: number) => void;

  /** @param onShare Is told how far a file is that is hashed elsewhere. */
  constructor(elsewhere: HashElsewhere, onShare: (file: UploadFile, share: number) => void = () => undefined) {
    this.#elsewhere = elsewhere;
    this.#onShare = onShare;
  }

  /** Begins with the large files. */
  begin(files: readonly UploadFile[]): void {
    for (const file of files) if (file.size >= LARGE_BYTES) void this.#digestOf(file);
  }

  /**
   * In hex.
   *
   * @throws {AuthGuardError} `UPLOAD_REFUSED` when the file is not the one that was scanned any more.
   */
  async sha256(file: UploadFile): Promise<string> {
    const digest = (await this.#digestOf(file)) ?? sha256Of(file);
    if (digest !== undefined) return digest;
    await new ScannedFile(file, 0, 0).text(); // says what became of it
    throw new Error(`${file.path} could not be hashed`);
  }

  #digestOf(file: UploadFile): Promise<string | undefined> {
    if (file.size < LARGE_BYTES) return Promise.resolve(sha256Of(file));
    const known = this.#known.get(file.file) ?? this.#elsewhere(file, (share) => this.#onShare(file, share));
    this.#known.set(file.file, known);
    return known;
  }
}
