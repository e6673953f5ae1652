import type { Kernel } from '#detect/kernel/kernel.ts';
import { columnAfter, LEFT_CONTEXT_BYTES, LINE_FEED, type Place } from '#detect/place.ts';

/** Where in a content the part of it stands that lies in the kernel's memory, and its lines. Offsets count from the memory's start where nothing else is said. */
export class ContentPosition {
  /** Offset in the content of the first byte in memory. */
  base = 0;
  readonly #kernel: Kernel;
  readonly #memory: Buffer;
  /** Line feeds before `#countedTo`. */
  #feeds = 0;
  #countedTo = 0;
  /** Offset in the content at which the last line that starts before `base` starts. */
  #lineStart = 0;

  constructor(kernel: Kernel, memory: Buffer) {
    this.#kernel = kernel;
    this.#memory = memory;
  }

  /** The memory is about to lose its first bytes. */
  drop(byteCount: number): void {
    this.#countTo(Math.max(byteCount, this.#countedTo));
    const feed = this.#memory.lastIndexOf(LINE_FEED, byteCount - 1);
    if (feed !== -1) this.#lineStart = this.base + feed + 1;
    this.#countedTo -= byteCount;
    this.base += byteCount;
  }

  reset(): void {
    this.base = 0;
    this.#feeds = 0;
    this.#countedTo = 0;
    this.#lineStart = 0;
  }

  /** Where in memory the line of an offset starts; `undefined` when that is too far to the left. */
  startOfLine(at: number): number | undefined {
    const feed = this.#feedBefore(at);
    if (feed !== -1 && feed >= at - LEFT_CONTEXT_BYTES) return feed + 1;
    return this.base + at <= LEFT_CONTEXT_BYTES ? 0 : undefined;
  }

  /** @param line.start What `startOfLine` says of it. @param line.wide It is UTF-16. */
  placeOf(at: number, { start, wide }: { readonly start: number | undefined; readonly wide: boolean }): Place {
    this.#countTo(at);
    const line = this.#feeds + 1;
    if (start !== undefined) return { line, ...columnAfter(this.#memory.subarray(start, at), { first: this.base + start === 0, wide }) };
    const feed = this.#feedBefore(at);
    const lineStart = feed === -1 ? this.#lineStart : this.base + feed + 1;
    return { line, column: this.base + at - lineStart + 1, columnUnit: 'bytes' };
  }

  #feedBefore(at: number): number {
    return at === 0 ? -1 : this.#memory.lastIndexOf(LINE_FEED, at - 1);
  }

  /** A match of a user's rule may lie before the last one: then feeds are taken back. */
  #countTo(offset: number): void {
    const isBack = offset < this.#countedTo;
    const feeds = this.#kernel.countLineFeeds(Math.min(offset, this.#countedTo), Math.max(offset, this.#countedTo));
    this.#feeds += isBack ? -feeds : feeds;
    this.#countedTo = offset;
  }
}
