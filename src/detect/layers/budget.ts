import { LayerError, type LayerLimits } from '#detect/layers/container.ts';

/** What one content and all that hides in it may cost. */
export class Budget {
  readonly #limits: LayerLimits;
  #bytes = 0;
  #members = 0;
  /** A limit was reached, and said to be: nothing more is decoded. */
  spent = false;

  constructor(limits: LayerLimits) {
    this.#limits = limits;
  }

  reset(): void {
    this.#bytes = 0;
    this.#members = 0;
    this.spent = false;
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

  #reached(detail: string): LayerError {
    this.spent = true;
    return new LayerError('too-large', detail);
  }
}
