import { BatchParser, type ObjectSink } from '#git/batch-parser.ts';
import { CatFileProcess, type Reading } from '#git/cat-file-process.ts';
import type { GitContext } from '#git/git.ts';

/** Names that a process is given ahead of its answers. git holds up to 4 KiB of answers back, at least 50 bytes each, so it must never be fewer than 82. */
const AHEAD = 2_048;

/** After so many damaged objects in a row, the rest is not tried. */
const MAX_FAILURES_IN_A_ROW = 200;

/** One `git cat-file --batch`, started again when it dies, and behind an object that it dies of twice. */
class Lane {
  readonly #context: GitContext;
  readonly #source: AsyncIterator<Buffer>;
  readonly #sink: ObjectSink;
  readonly #reading: Reading;
  /** Names that were given and not all answered, and how many of the first of these pieces were. */
  #given: Buffer[] = [];
  #answeredOfGiven = 0;
  /** Answers before the current process. */
  #base = 0;
  #failures = 0;
  #process: CatFileProcess | undefined;
  #feeding = false;
  #sourceEnded = false;

  constructor(context: GitContext, source: AsyncIterator<Buffer>, sink: ObjectSink, reading: Reading) {
    this.#context = context;
    this.#source = source;
    this.#sink = sink;
    this.#reading = reading;
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
    return this.#reading.signal?.aborted === true;
  }

  /** Takes the next names. @returns Whether there were any. */
  async #take(): Promise<boolean> {
    const next = this.#sourceEnded ? undefined : await this.#source.next();
    if (next === undefined || next.done === true) {
      this.#sourceEnded = true;
      return false;
    }
    this.#given.push(next.value);
    this.#process?.write(next.value);
    return true;
  }

  /** Runs one process until it ends. @returns What it complained of. */
  async #runProcess(): Promise<string> {
    const parser = new BatchParser(this.#sink, this.#base);
    const process = await CatFileProcess.start(this.#context, this.#reading, (piece) => {
      parser.write(piece);
      this.#acknowledge(parser.answered);
      this.#feed().catch((cause) => process.fail(cause));
    });
    for (const names of this.#given) process.write(this.#unanswered(names));
    this.#process = process;
    this.#feed().catch((cause) => process.fail(cause));
    const said = await process.ended;
    this.#process = undefined;
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
    if (this.#sourceEnded) this.#process?.end();
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

/**
 * Streams objects out of git's store, each in pieces, through one process per sink; the next names go to whichever process is ready.
 *
 * Objects that git cannot give, or dies of, are told to `sink.missing`; the stream goes on behind them.
 * With one sink the answers come in the order of the names, and `index` counts them.
 *
 * @param source Pieces of object ids in hex, each id followed by a line feed, all of the same length.
 * @throws {AuthGuardError} `GIT_NOT_FOUND`, `GIT_FAILED`.
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
