import { type ChildProcess, spawn } from 'node:child_process';
import { AuthGuardError } from '#errors.ts';
import { type ChildOutput, openChildOutput } from '#git/child-output.ts';
import { type GitContext, gitEnvironment, SAFE_OPTIONS, spawnError } from '#git/git.ts';

export interface Reading {
  readonly signal?: AbortSignal | undefined;
  /** There is much to read: worth a stream of its own. Default false. */
  readonly isBulk?: boolean;
  /** Each answer comes at once, and not when git has some more. Default false. */
  readonly isPrompt?: boolean;
}

/**
 * A running `git cat-file --batch`.
 *
 * @see https://git-scm.com/docs/git-cat-file#_batch_output
 */
export class CatFileProcess {
  /** Fulfilled with what git complained of, when it has ended and all was read. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  #said = '';
  #reject: (cause: unknown) => void = () => undefined;

  private constructor(context: GitContext, { signal, isPrompt = false }: Reading, output: ChildOutput | undefined) {
    this.#child = spawn('git', [...SAFE_OPTIONS, 'cat-file', '--batch', ...(isPrompt ? [] : ['--buffer'])], {
      cwd: context.cwd,
      env: gitEnvironment(context),
      stdio: ['pipe', output?.end ?? 'pipe', 'pipe'],
    });
    output?.end.destroy();
    this.#child.on('error', (cause) => this.#reject(spawnError(cause, context)));
    this.#child.stdin?.on('error', () => undefined); // git ended early: the count of answers tells
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-4096);
    });
    this.ended = Promise.all([this.#closed(signal), output?.closed]).then(() => this.#said.trim());
  }

  /**
   * Starts one.
   *
   * @param onPiece Gets what git answers; its bytes are written over behind the call. What it throws ends the process, and `ended` is rejected.
   */
  static async start(context: GitContext, reading: Reading, onPiece: (piece: Buffer) => void): Promise<CatFileProcess> {
    let started: CatFileProcess | undefined;
    const take = (piece: Buffer): void => {
      try {
        onPiece(piece);
      } catch (cause) {
        started?.fail(cause);
      }
    };
    const output = reading.isBulk === true ? await openChildOutput(take) : undefined;
    started = new CatFileProcess(context, reading, output);
    started.#child.stdout?.on('data', take);
    return started;
  }

  #closed(signal: AbortSignal | undefined): Promise<void> {
    const stop = (): void => void this.#child.kill();
    signal?.addEventListener('abort', stop);
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      this.#child.on('close', () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      });
    });
  }

  write(names: Buffer): void {
    this.#child.stdin?.write(names);
  }

  /** No name follows. */
  end(): void {
    this.#child.stdin?.end();
  }

  /** Ends it, and has `ended` rejected. */
  fail(cause: unknown): void {
    this.#child.kill();
    this.#reject(cause instanceof AuthGuardError ? cause : new AuthGuardError('GIT_FAILED', 'The objects could not be read.', { cause }));
  }
}
