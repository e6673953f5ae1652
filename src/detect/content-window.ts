import { ContentPosition } from '#detect/content-position.ts';
import type { Kernel } from '#detect/kernel/kernel.ts';

/** Bytes that a character takes, and so how far apart two neighbours stand: 2 in UTF-16. */
export type Step = 1 | 2;

/** The part of a content that lies in the kernel's memory: it is filled piece by piece, and loses its first bytes when it is full. */
export class ContentWindow {
  readonly memory: Buffer;
  readonly position: ContentPosition;
  /** Bytes of the content in memory. */
  filled = 0;

  constructor(kernel: Kernel) {
    const { input } = kernel;
    this.memory = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
    this.position = new ContentPosition(kernel, this.memory);
  }

  /** Offset in the content of the first byte in memory. */
  get base(): number {
    return this.position.base;
  }

  get isFull(): boolean {
    return this.filled === this.memory.length;
  }

  get room(): Buffer {
    return this.memory.subarray(this.filled);
  }

  drop(byteCount: number): void {
    this.position.drop(byteCount);
    this.memory.copyWithin(0, byteCount, this.filled);
    this.filled -= byteCount;
  }

  reset(): void {
    this.filled = 0;
    this.position.reset();
  }

  /** Latin-1 text of a range; every second byte where the text is UTF-16. */
  text(from: number, to: number, step: Step): string {
    const last = Math.min(to, this.filled);
    if (step === 1) return this.memory.toString('latin1', Math.max(0, from), last);
    let text = '';
    for (let at = from < 0 ? from & 1 : from; at < last; at += step) {
      const upper = this.memory[at + 1] ?? 0;
      text += upper === 0 || at + 1 >= last ? String.fromCharCode(this.memory[at] ?? 0) : '\u00ff';
    }
    return text;
  }
}
