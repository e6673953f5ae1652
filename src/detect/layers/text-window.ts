import type { Kernel } from '#detect/kernel/kernel.ts';

/** The part of a text that the kernel has searched, for those that look for hidden texts in it. */
export class TextWindow {
  readonly bytes: Buffer;
  /** Bytes of the text in it. */
  filled = 0;
  #latin1: string | undefined;

  constructor({ input }: Kernel) {
    this.bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  }

  /** The window as Latin-1: made when something in it is worth a look. */
  get latin1(): string {
    this.#latin1 ??= this.bytes.toString('latin1', 0, this.filled);
    return this.#latin1;
  }

  /** Other bytes are in it now. */
  fill(byteCount: number): void {
    this.filled = byteCount;
    this.#latin1 = undefined;
  }
}
