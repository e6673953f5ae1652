import type { ObjectSink } from '#git/batch-parser.ts';
import { nameLines, readObjects } from '#git/cat-file.ts';
import type { GitContext } from '#git/git.ts';

/** Objects that somebody asked for. */
interface Request {
  readonly names: readonly Buffer[];
  readonly count: number;
  readonly sink: ObjectSink;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/** Holds the text of each blob; `undefined` for what is none. */
class TextSink implements ObjectSink {
  readonly texts: (string | undefined)[] = [];
  readonly #pieces: Buffer[] = [];
  #isBlob = false;

  begin(_index: number, { type }: { readonly type: string }): void {
    this.#pieces.length = 0;
    this.#isBlob = type === 'blob';
  }

  data(piece: Buffer): void {
    this.#pieces.push(piece);
  }

  end(): void {
    this.texts.push(this.#isBlob ? Buffer.concat(this.#pieces).toString('utf8') : undefined);
  }

  missing(): void {
    this.texts.push(undefined);
  }
}

/** Answers one question after the other with one git, which takes longer to start than to read what a commit holds. It is started for the first one. */
export class ObjectReader {
  readonly #context: GitContext;
  readonly #waiting: Request[] = [];
  /** Those that git was given and has not answered in full. */
  readonly #open: Request[] = [];
  /** The number of the first open one's first answer. */
  #base = 0;
  /** How many answers that one has. */
  #answered = 0;
  #wake: () => void = () => undefined;
  #isClosed = false;
  #process: Promise<void> | undefined;

  constructor(context: GitContext) {
    this.#context = context;
  }

  /**
   * Streams objects by their ids, as `readObjects` does; `index` counts the ids of this call.
   *
   * @throws {AuthGuardError} `GIT_NOT_FOUND`, `GIT_FAILED`.
   */
  read(oids: readonly string[], sink: ObjectSink): Promise<void> {
    return this.#ask({ names: nameLines(oids), count: oids.length, sink });
  }

  /** The texts of blobs, by whatever names git knows them: an object id, `:path`, `HEAD:path`; `undefined` for what is none. Each is held whole. */
  async texts(names: readonly string[]): Promise<readonly (string | undefined)[]> {
    const sink = new TextSink();
    await this.#ask({ names: names.flatMap((name) => nameLines([name])), count: names.length, sink });
    return sink.texts;
  }

  /** No question follows. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  #ask(question: Omit<Request, 'resolve' | 'reject'>): Promise<void> {
    if (question.count === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...question, resolve, reject });
      this.#wake();
      this.#process ??= readObjects(this.#context, this.#names(), [this.#answers], { isPrompt: true });
      this.#process.catch((cause) => this.#fail(cause)); // also for what is asked when it has failed
    });
  }

  async *#names(): AsyncGenerator<Buffer> {
    for (;;) {
      for (let request = this.#waiting.shift(); request !== undefined; request = this.#waiting.shift()) {
        this.#open.push(request);
        yield* request.names;
      }
      if (this.#isClosed) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #fail(cause: unknown): void {
    for (const { reject } of [...this.#open.splice(0), ...this.#waiting.splice(0)]) reject(cause);
  }

  /** Hands each answer on to whoever asked. */
  readonly #answers: ObjectSink = {
    begin: (index, header) => this.#first.sink.begin(index - this.#base, header),
    data: (piece) => this.#first.sink.data(piece),
    end: () => {
      this.#first.sink.end();
      this.#count();
    },
    missing: (index, object) => {
      this.#first.sink.missing(index - this.#base, object);
      this.#count();
    },
  };

  get #first(): Request {
    return this.#open[0] as Request;
  }

  #count(): void {
    this.#answered += 1;
    const { count, resolve } = this.#first;
    if (this.#answered < count) return;
    this.#open.shift();
    this.#base += count;
    this.#answered = 0;
    resolve();
  }
}
