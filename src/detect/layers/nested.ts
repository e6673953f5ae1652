import type { LayerError, Unread } from '#detect/layers/container.ts';
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

const NOTHING: NestedResult = Object.freeze({ matches: [], unread: [] });

/** What was found in a content, as a part of the one around it. */
export function within(layer: () => string, { matches, unread }: NestedResult): NestedResult {
  if (matches.length + unread.length === 0) return NOTHING;
  const name = layer();
  return {
    matches: matches.map((match) => ({ ...match, layers: [name, ...match.layers] })),
    unread: unread.map((one) => ({ ...one, layers: [name, ...one.layers] })),
  };
}

export function unreadOf({ reason, detail }: LayerError): Unread {
  return { layers: [], reason, detail };
}

/** A content that is not looked into; nothing is said of it when a deeper one or one before it has said why. */
export function refused(layer: () => string, why?: LayerError): NestedContent {
  return { feed: () => undefined, finish: () => (why === undefined ? NOTHING : within(layer, { matches: [], unread: [unreadOf(why)] })) };
}
