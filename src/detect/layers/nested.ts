import type { Unread } from '#detect/layers/container.ts';
import type { Match } from '#detect/match.ts';

/** What was found in a layer. The ways in `layers` begin with that layer. */
export interface NestedResult {
  readonly matches: readonly Match[];
  readonly unread: readonly Unread[];
}

/** A content inside another one, written in pieces. */
export interface NestedContent {
  feed(piece: Uint8Array): void;
  finish(): NestedResult;
}

/** Scans what a layer hides like a content of its own, with the layers that it hides in its turn. */
export interface Nested {
  scan(layer: string, bytes: Uint8Array): NestedResult;
  /** The same in pieces. */
  open(layer: string): NestedContent;
}
