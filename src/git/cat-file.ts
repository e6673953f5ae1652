import { type ChildProcess, spawn } from 'node:child_process';
import { AuthGuardError } from '#errors.ts';
import { BatchParser, type ObjectSink } from '#git/batch-parser.ts';
import { openChildOutput } from '#git/child-output.ts';
import { type GitContext, gitEnvironment, SAFE_OPTIONS, spawnError } from '#git/git.ts';

/** Names that a process is given ahead of its answers. git holds up to 4 KiB of answers back, at least 50 bytes each, so it must never be fewer than 82. */
const AHEAD = 2_048;

/** After so many damaged objects in a row, the rest is not tried. */
const MAX_FAILURES_IN_A_ROW = 200;

/** One `git cat-file --batch`, started again when it dies, and behind an object that it dies of twice. */
class Lane {
  readonly #context: GitContext;
  readonly #source: AsyncIterator<Buffer>;
  readonly #sink: ObjectSink;
  readonly #signal: AbortSignal | undefined;
  readonly #isBulk: boolean;
  readonly #isPrompt: boolean;
  /** Names that were given and not all answered, and how many of the first of these pieces were. */
  #given: Buffer[] = [];
  #answeredOfGiven = 0;
  /** Answers before the current process. */
  #base = 0;
  #failures = 0;
  #child: ChildProcess | undefined;
  #feeding = false;
  #sourceEnded = false;

  constructor(context: GitContext, source: AsyncIterator<Buffer>, sink: ObjectSink, { signal, isBulk = false, isPrompt = false }: Reading) {
    this.#context = context;
    this.#source = source;
    this.#sink = sink;
    this.#signal = signal;
    this.#isBulk = isBulk;
    this.#isPrompt = isPrompt;
  }

  async run(): Promise<void> {
    while (!this.#stopped && (this.#given.length > 0 || (await this.#take()))) {
      const before = this.#base;
      const stderr = await this.#runProcess();
      if (this.#stopped) return;
      this.#failures = this.#base === before ? this.#failures + 1 : 0;
      if (this.#failures > 0 && this.#given.length > 0) this.#passDamaged(stderr); // twice of the same object
    }
  }

  get #stopped(): boolean {
    return this.#signal?.aborted === true;
  }

  /** Takes the next names. @returns Whether there were any. */
  async #take(): Promise<boolean> {
    const next = this.#sourceEnded ? undefined : await this.#source.next();
    if (next === undefined || next.done === true) {
      this.#sourceEnded = true;
      return false;
    }
    this.#given.push(next.value);
    this.#child?.stdin?.write(next.value);
    return true;
  }

  /** Runs one process until it ends. @returns What it complained of. */
  async #runProcess(): Promise<string> {
    const parser = new BatchParser(this.#sink, this.#base);
    let fail: (cause: unknown) => void = () => undefined;
    const take = (piece: Buffer): void => {
      try {
        parser.write(piece);
      } catch (cause) {
        fail(cause);
      }
      this.#acknowledge(parser.answered);
      this.#feed().catch((cause) => fail(cause));
    };
    const output = this.#isBulk ? await openChildOutput(take) : undefined;
    const stderr = new Promise<string>((resolve, reject) => {
      const child = spawn('git', [...SAFE_OPTIONS, 'cat-file', '--batch', ...(this.#isPrompt ? [] : ['--buffer'])], {
        cwd: this.#context.cwd,
        env: gitEnvironment(this.#context),
        stdio: ['pipe', output?.end ?? 'pipe', 'pipe'],
      });
      output?.end.destroy();
      const stop = (): void => void child.kill();
      this.#signal?.addEventListener('abort', stop);
      let said = '';
      child.on('error', (cause) => reject(spawnError(cause, this.#context)));
      child.stdin?.on('error', () => undefined); // git ended early: the count of answers tells
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4096);
      });
      fail = (cause) => {
        child.kill();
        reject(cause instanceof AuthGuardError ? cause : new AuthGuardError('GIT_FAILED', 'The objects could not be read.', { cause }));
      };
      child.stdout?.on('data', take);
      child.on('close', () => {
        this.#signal?.removeEventListener('abort', stop);
        resolve(said.trim());
      });
      for (const names of this.#given) child.stdin?.write(this.#unanswered(names));
      this.#child = child;
      this.#feed().catch(fail);
    });
    const [said] = await Promise.all([stderr, output?.closed]);
    this.#child = undefined;
    return said;
  }

  #unanswered(names: Buffer): Buffer {
    return names === this.#given[0] ? names.subarray(this.#answeredOfGiven * lineLength(names)) : names;
  }

  #acknowledge(answered: number): void {
    this.#answeredOfGiven += answered - this.#base;
    this.#base = answered;
    for (let first = this.#given[0]; first !== undefined && this.#answeredOfGiven >= lineCount(first); first = this.#given[0]) {
      this.#answeredOfGiven -= lineCount(first);
      this.#given.shift();
    }
  }

  async #feed(): Promise<void> {
    if (this.#feeding) return;
    this.#feeding = true;
    try {
      while (this.#ahead() < AHEAD && (await this.#take()));
    } finally {
      this.#feeding = false;
    }
    if (this.#sourceEnded) this.#child?.stdin?.end();
  }

  #ahead(): number {
    return this.#given.reduce((sum, names) => sum + lineCount(names), -this.#answeredOfGiven);
  }

  /** Says that the object that git died of was not read; when it dies of everything, the same of all that it was given. */
  #passDamaged(stderr: string): void {
    const detail = stderr.split('\n').find((line) => /fatal|error/.test(line)) ?? 'git ended before it had read the object';
    const hopeless = this.#failures >= MAX_FAILURES_IN_A_ROW;
    do {
      const first = this.#given[0] as Buffer;
      const at = this.#answeredOfGiven * lineLength(first);
      this.#sink.missing(this.#base, { oid: first.toString('latin1', at, at + lineLength(first) - 1), detail });
      this.#acknowledge(this.#base + 1);
    } while (hopeless && this.#given.length > 0);
  }
}

function lineLength(names: Buffer): number {
  return names.indexOf(0x0a) + 1;
}

function lineCount(names: Buffer): number {
  return names.length / lineLength(names);
}

export interface Reading {
  readonly signal?: AbortSignal | undefined;
  /** There is much to read: worth a stream of its own. Default false. */
  readonly isBulk?: boolean;
  /** Each answer comes at once, and not when git has some more. Default false. */
  readonly isPrompt?: boolean;
}

/**
 * Streams objects out of git's store, each in pieces, through one process per sink; the next names go to whichever process is ready.
 *
 * Objects that git cannot give, or dies of, are told to `sink.missing`; the stream goes on behind them.
 * With one sink the answers come in the order of the names, and `index` counts them.
 *
 * @param source Pieces of object ids in hex, each id followed by a line feed, all of the same length.
 * @throws {AuthGuardError} `GIT_NOT_FOUND`, `GIT_FAILED`.
 * @see https://git-scm.com/docs/git-cat-file#_batch_output
 */
export async function readObjects(
  context: GitContext,
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  sinks: readonly ObjectSink[],
  reading: Reading = {},
): Promise<void> {
  const names = asyncIterator(source);
  await Promise.all(sinks.map((sink) => new Lane(context, names, sink, reading).run()));
}

async function* asyncIterator(source: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* source;
}

/** Names as `readObjects` takes them. */
export function nameLines(oids: readonly string[]): readonly Buffer[] {
  return oids.length === 0 ? [] : [Buffer.from(`${oids.join('\n')}\n`, 'latin1')];
}
