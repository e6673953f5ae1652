const NEXT = 0;
const STOPPED = 1;
const PART = 64;

/** Hands the files of a list out in parts, to all threads that hold it: each index once. */
export class FileQueue {
  readonly length: number;
  /** For another thread, to build its own view with. */
  readonly shared: SharedArrayBuffer;
  readonly #state: Int32Array;

  constructor(length: number, shared: SharedArrayBuffer = new SharedArrayBuffer(8)) {
    this.length = length;
    this.shared = shared;
    this.#state = new Int32Array(shared);
  }

  /** The next part, `from` inclusive to `to` exclusive; `undefined` when nothing is left or the scan was stopped. */
  next(): { readonly from: number; readonly to: number } | undefined {
    if (this.stopped) return undefined;
    const from = Atomics.add(this.#state, NEXT, PART);
    return from < this.length ? { from, to: Math.min(from + PART, this.length) } : undefined;
  }

  stop(): void {
    Atomics.store(this.#state, STOPPED, 1);
  }

  get stopped(): boolean {
    return Atomics.load(this.#state, STOPPED) === 1;
  }

  /** Files that nobody took. */
  get left(): number {
    return Math.max(0, this.length - Atomics.load(this.#state, NEXT));
  }
}
