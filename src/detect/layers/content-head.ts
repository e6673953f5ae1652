import { HEAD_BYTES } from '#detect/layers/sniff.ts';

/** Gathers the first bytes of a content, which tell what it is. */
export class ContentHead {
  readonly #bytes = Buffer.alloc(HEAD_BYTES);
  #filled = 0;

  /** What was gathered. It is written over by the next content. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#filled);
  }

  /** @returns How many bytes of the piece were taken. */
  take(piece: Uint8Array): number {
    const part = piece.subarray(0, HEAD_BYTES - this.#filled);
    this.#bytes.set(part, this.#filled);
    this.#filled += part.length;
    return part.length;
  }

  get isComplete(): boolean {
    return this.#filled === HEAD_BYTES;
  }

  get isEmpty(): boolean {
    return this.#filled === 0;
  }

  reset(): void {
    this.#filled = 0;
  }
}
