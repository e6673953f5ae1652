import { chmodSync, closeSync, constants, fstatSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { AuthGuardError } from '#errors.ts';

/** A lock older than this was left by a process that died. */
const STALE_LOCK_MS = 10_000;

export interface RotationOptions {
  /** A line that would make the file longer than this goes into a new one. Default 1 MiB. */
  readonly maxBytes?: number;
  /** How many older files are kept: `auth.log.1` is the youngest. Default 4. */
  readonly keep?: number;
}

/**
 * A file of lines that its owner alone can read.
 *
 * Lines are appended whole, so that several processes may write at once; one of them, which a lock chooses, begins a new file when it is time.
 * A symbolic link is not followed: a repository that anybody made may hold one in the log's place.
 */
export class RotatingFile {
  readonly #path: string;
  readonly #maxBytes: number;
  readonly #keep: number;

  constructor(path: string, { maxBytes = 1 << 20, keep = 4 }: RotationOptions = {}) {
    this.#path = path;
    this.#maxBytes = maxBytes;
    this.#keep = keep;
  }

  /** @throws {AuthGuardError} `OUTPUT_FAILED`. */
  append(line: string): void {
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      this.#rotate(Buffer.byteLength(line));
      const descriptor = openSync(this.#path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600);
      try {
        this.#write(descriptor, line);
      } finally {
        closeSync(descriptor);
      }
    } catch (cause) {
      const { code = 'unknown reason' } = cause as NodeJS.ErrnoException;
      const why = code === 'ELOOP' ? 'it is a symbolic link' : code;
      throw new AuthGuardError('OUTPUT_FAILED', `The auth log could not be written to ${this.#path}: ${why}.`, { cause });
    }
  }

  #write(descriptor: number, line: string): void {
    const { mode } = fstatSync(descriptor);
    if ((mode & 0o077) !== 0) chmodSync(this.#path, 0o600); // it was there before, open to others
    writeSync(descriptor, line);
  }

  #rotate(lineBytes: number): void {
    const size = sizeOf(this.#path);
    if (size === 0 || size + lineBytes <= this.#maxBytes) return;
    const lock = `${this.#path}.lock`;
    if (!acquired(lock)) return; // another process does it; until then the file is a little too long
    try {
      if (sizeOf(this.#path) + lineBytes <= this.#maxBytes) return;
      rmSync(`${this.#path}.${this.#keep}`, { force: true });
      for (let age = this.#keep - 1; age >= 1; age -= 1) moved(`${this.#path}.${age}`, `${this.#path}.${age + 1}`);
      moved(this.#path, `${this.#path}.1`);
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function moved(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to);
}

function acquired(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx', 0o600));
    return true;
  } catch {
    const left = statSync(lock, { throwIfNoEntry: false });
    if (left !== undefined && Date.now() - left.mtimeMs > STALE_LOCK_MS) rmSync(lock, { force: true });
    return false;
  }
}
