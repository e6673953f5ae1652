/** What a content is when its first bytes say that its text is packed up. */
export type ContainerKind = 'gzip' | 'zip' | 'zstd' | 'tar' | 'utf-16';

export type UnreadReason = 'damaged-archive' | 'encrypted' | 'unsupported' | 'too-large' | 'too-deep';

/** A part of a content that could not be looked into. */
export interface Unread {
  /** The way to it, as in `Match.layers`. */
  readonly layers: readonly string[];
  readonly reason: UnreadReason;
  readonly detail: string;
}

/** Why the decoding of a layer stopped. */
export class LayerError extends Error {
  readonly reason: UnreadReason;
  readonly detail: string;

  constructor(reason: UnreadReason, detail: string) {
    super(detail);
    this.reason = reason;
    this.detail = detail;
  }
}

/** Takes what a container holds, one member after the other. */
export interface Members {
  /** A member begins; the one before it has ended. @param name `undefined` where the container holds one nameless content. */
  open(name: string | undefined): void;
  /** A compressed stream begins, which costs much however short it is. @throws {LayerError} When a limit is reached. */
  inflate(): void;
  /** Whether these packed bytes of the member were read before and held nothing: then it is closed without being unpacked. */
  isKnown(packed: Uint8Array): boolean;
  /** @throws {LayerError} When a limit is reached: nothing more is to be decoded. */
  data(piece: Uint8Array): void;
  close(): void;
  /** A member that cannot be read. */
  skip(name: string, reason: UnreadReason, detail: string): void;
}

/** Decodes a container as it comes, in pieces of any size. Both may throw: a LayerError, or whatever a library says of damaged data. */
export interface Decoder {
  /** @param piece Is written over behind the call: what cannot be used yet is to be copied. */
  write(piece: Buffer): void;
  end(): void;
}

/** Makes the decoder for a kind. It is called at the first container of that kind, so that nothing is loaded before. */
export type OpenDecoder = (kind: ContainerKind, members: Members, limits: LayerLimits) => Decoder;

/** What may be spent on the layers of one content. */
export interface LayerLimits {
  /** Layers inside one another; 0 decodes nothing. */
  readonly maxDepth: number;
  /** Decoded bytes in all. */
  readonly maxTotalBytes: number;
  /** Decoded bytes for one of its own, from 64 MiB on. */
  readonly maxRatio: number;
  /** Members of archives in all. */
  readonly maxMembers: number;
}
