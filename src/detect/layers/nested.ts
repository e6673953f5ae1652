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
  /** A limit was reached: nothing more is looked into. */
  readonly isSpent: boolean;
  /** The same in pieces, of an archive or of a member. @param layer Asked when there is something to tell: to mask the name of each member takes long. @param bytesAStep How many bytes cost a step; default 4096. */
  open(layer: () => string, bytesAStep?: number): NestedContent;
}
