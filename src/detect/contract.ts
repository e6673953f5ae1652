import type { Kernel } from '#detect/kernel/kernel.ts';
import type { Unread } from '#detect/layers/container.ts';
import type { Match } from '#detect/match.ts';
import type { Rule } from '#detect/rule.ts';

/**
 * Finds secrets in one content after the other.
 *
 * A content is either handed over whole (`scan`), or written piece by piece into `room()` and closed with `finish`:
 * what is found does not depend on the pieces.
 */
export interface Detector {
  readonly rules: readonly Rule[];
  /** Names, beside the rules, what decides what is found. */
  readonly scope: string;
  /** Masks in a text whatever could be a token. */
  readonly mask: (text: string) => string;
  /** What of the content that was finished last could not be looked into. */
  readonly unread: readonly Unread[];
  /** Finds the secrets in bytes that are at hand. */
  scan(bytes: Uint8Array): readonly Match[];
  /** Adds a piece to the content. */
  feed(piece: Uint8Array): void;
  /** The free part of the engine's memory: write content here, then say how much with `advance`. Never empty. */
  room(): Uint8Array;
  /** Bytes that were written into `room()`. */
  advance(byteCount: number): void;
  /** Ends the content and gives its matches, by offset. The next write starts a new content. */
  finish(): readonly Match[];
}

/** Looks at a content beside the patterns, in the engine's own memory. */
export interface WindowObserver {
  /** Bytes at the end of a window that are to stay for the next one. */
  readonly keptBytes: number;
  /** The first `byteCount` bytes of the memory were searched. */
  look(byteCount: number, isLast: boolean): void;
  /** So many of the first bytes leave the memory. */
  drop(byteCount: number): void;
}

/** A detector for contents as they stand, whose memory another one may look at too. */
export interface PlainDetector extends Detector {
  readonly kernel: Kernel;
  /** Who looks at each window after it was searched. */
  observe(observer: WindowObserver): void;
}
