import { LayerError, type LayerLimits } from '#detect/layers/container.ts';

/** Steps that every content may take, and the bytes of it for which it gets one more: about a second for a megabyte. */
const MIN_STEPS = 20_000;
const BYTES_A_STEP = 8;

/** What one content and all that hides in it may cost. */
export class Budget {
  readonly #limits: LayerLimits;
  #contentBytes = 0;
  #bytes = 0;
  #members = 0;
  #steps = 0;
  /** A limit was reached, and said to be: nothing more is decoded. */
  spent = false;

  constructor(limits: LayerLimits) {
    this.#limits = limits;
  }

  /** What the contents since the last reset took. One step is a text that was looked into, or what takes as long: some ten microseconds. */
  get steps(): number {
    return this.#steps;
  }

  reset(): void {
    this.#contentBytes = 0;
    this.#bytes = 0;
    this.#members = 0;
    this.#steps = 0;
    this.spent = false;
  }

  /** Takes note of a piece of the content itself: the more there is, the more may be done. */
  addContent(byteCount: number): void {
    this.#contentBytes += byteCount;
  }

  /** @throws {LayerError} `too-large`. */
  takeBytes(byteCount: number): void {
    this.#bytes += byteCount;
    if (this.#bytes > this.#limits.maxTotalBytes) throw this.#reached(`more than ${this.#limits.maxTotalBytes} decoded bytes`);
  }

  /** @throws {LayerError} `too-large`. */
  takeMember(): void {
    this.#members += 1;
    if (this.#members > this.#limits.maxMembers) throw this.#reached(`more than ${this.#limits.maxMembers} members`);
  }

  /**
   * What is small and dense costs far more than its bytes: texts in base64 of a few characters each, escapes, compressed streams that hold nothing.
   *
   * @throws {LayerError} `too-large`.
   */
  takeSteps(count: number): void {
    this.#steps += count;
    const limit = MIN_STEPS + Math.floor(this.#contentBytes / BYTES_A_STEP);
    if (this.#steps > limit) throw this.#reached(`more than ${limit} steps for ${this.#contentBytes} bytes`);
  }

  #reached(detail: string): LayerError {
    this.spent = true;
    return new LayerError('too-large', detail);
  }
}
