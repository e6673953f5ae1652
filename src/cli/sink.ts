import type { Output } from '#cli/io.ts';

/** Writes bytes at the pace of their reader, and notices when the reader has gone. */
export class Sink {
  readonly #output: Output;
  /** Nobody reads any more: what is written is lost. */
  closed = false;

  constructor(output: Output) {
    this.#output = output;
    output.once?.('error', () => {
      this.closed = true;
    });
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0 || this.closed) return;
    if (this.#output.write(bytes) === false && !this.closed) await this.#drained();
  }

  /** Ends when there is room again, or nobody to make room. */
  #drained(): Promise<void> {
    const events = ['drain', 'error', 'close'] as const;
    return new Promise((resolve) => {
      const settle = (): void => {
        for (const event of events) this.#output.removeListener?.(event, settle);
        resolve();
      };
      for (const event of events) this.#output.once?.(event, settle);
    });
  }
}
