import { spawn } from 'node:child_process';
import { AuthGuardError } from '#errors.ts';
import { type GitContext, gitEnvironment, SAFE_OPTIONS, spawnError } from '#git/git.ts';

/** Takes the objects of a stream in the order in which they were asked for. */
export interface ObjectSink {
  /** An object begins. `byteCount` bytes follow through `data`, in pieces. */
  begin(index: number, header: { readonly oid: string; readonly type: string; readonly byteCount: number }): void;
  data(piece: Buffer): void;
  end(): void;
  /** The object is not there, or its name is not one: nothing follows. */
  missing(index: number, answer: string): void;
}

const LF = 0x0a;

/** Follows the bytes of `git cat-file --batch`: `<oid> <type> <size>\n<content>\n`, whatever the pieces they come in. */
export class BatchParser {
  readonly #sink: ObjectSink;
  #header = '';
  #index = 0;
  /** Bytes of the current object's content that have not come yet; -1 between objects. */
  #remaining = -1;
  #atTerminator = false;

  constructor(sink: ObjectSink) {
    this.#sink = sink;
  }

  /** Objects that were answered in full. */
  get answered(): number {
    return this.#index;
  }

  /** No object is half read. */
  get atBoundary(): boolean {
    return this.#remaining === -1 && !this.#atTerminator && this.#header === '';
  }

  write(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#atTerminator) at = this.#endObject(at);
      else if (this.#remaining === -1) at = this.#readHeader(chunk, at);
      else at = this.#readContent(chunk, at);
    }
  }

  #endObject(at: number): number {
    this.#atTerminator = false;
    this.#remaining = -1;
    this.#sink.end();
    this.#index += 1;
    return at + 1;
  }

  #readHeader(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(LF, at);
    this.#header += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
    if (end === -1) return chunk.length;
    this.#open(this.#header);
    this.#header = '';
    return end + 1;
  }

  #open(header: string): void {
    const found = /^(?<oid>[0-9a-f]{40,64}) (?<type>\w+) (?<size>\d+)$/.exec(header);
    if (found?.groups === undefined) {
      this.#sink.missing(this.#index, header);
      this.#index += 1;
      return;
    }
    const { oid = '', type = '', size = '0' } = found.groups;
    this.#remaining = Number(size);
    this.#atTerminator = this.#remaining === 0;
    this.#sink.begin(this.#index, { oid, type, byteCount: this.#remaining });
  }

  #readContent(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#remaining);
    this.#sink.data(chunk.subarray(at, end));
    this.#remaining -= end - at;
    this.#atTerminator = this.#remaining === 0;
    return end;
  }
}

/**
 * Streams objects out of git's store, each in pieces, in the order of `names`.
 *
 * Objects that git cannot give are told to `sink.missing`; the stream goes on behind them.
 *
 * @param names Object names, or anything else that `git cat-file --batch` takes, without line feeds.
 * @returns How many of the names were answered: fewer than given when git died half-way.
 * @throws {AuthGuardError} `GIT_NOT_FOUND`, `GIT_FAILED`.
 * @see https://git-scm.com/docs/git-cat-file#_batch_output
 */
export function readObjects(context: GitContext, names: readonly string[], sink: ObjectSink): Promise<{ readonly answered: number; readonly stderr: string }> {
  if (names.length === 0) return Promise.resolve({ answered: 0, stderr: '' });
  return new Promise((resolve, reject) => {
    const parser = new BatchParser(sink);
    const child = spawn('git', [...SAFE_OPTIONS, 'cat-file', '--batch', '--buffer'], { cwd: context.cwd, env: gitEnvironment(context), stdio: 'pipe' });
    let stderr = '';
    child.on('error', (cause) => reject(spawnError(cause, context)));
    child.stdin.on('error', () => undefined); // git ended early: the count of answers tells
    child.stdin.end(`${names.join('\n')}\n`);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4096);
    });
    child.stdout.on('data', (chunk: Buffer) => {
      try {
        parser.write(chunk);
      } catch (cause) {
        child.kill();
        reject(new AuthGuardError('GIT_FAILED', 'The objects could not be read.', { cause }));
      }
    });
    child.on('close', () => resolve({ answered: parser.answered, stderr: stderr.trim() }));
  });
}
