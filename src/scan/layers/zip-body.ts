const signature = (third: number, fourth: number): Buffer => Buffer.from([0x50, 0x4b, third, fourth]);
export const MEMBER = signature(3, 4);
const DESCRIPTOR = signature(7, 8);
const DIRECTORY = signature(1, 2);

/** Bytes of a signature that a piece may end with. */
export const CUT_BYTES = 3;

/** Takes a member's bytes. */
export interface Body {
  /** Gives how many of the piece are its own, and whether it ends there. */
  take(piece: Buffer): { readonly taken: number; readonly isOver: boolean };
  /** The archive ends in the middle of it. */
  cut(): void;
}

const NOTHING_KEPT = (): void => undefined;

/** What makes text of a member's bytes. It takes fewer than there are when its stream has ended. */
export interface Reader {
  write(piece: Buffer): number;
  end(): void;
}

/** Where the first of some signatures begins. */
export function firstOf(piece: Buffer, ...signatures: readonly Buffer[]): number | undefined {
  const found = signatures.map((one) => piece.indexOf(one)).filter((at) => at !== -1);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** A member that says its length. */
export function sized(byteCount: number, reader: Reader): Body {
  let left = byteCount;
  return {
    take: (piece) => {
      const part = piece.subarray(0, left);
      left -= part.length;
      reader.write(part);
      if (left === 0) reader.end();
      return { taken: part.length, isOver: left === 0 };
    },
    cut: NOTHING_KEPT,
  };
}

/** Keeps a member until it is all there. */
export function gathered(byteCount: number, read: (packed: Buffer, isWhole: boolean) => void): Body {
  let kept: Buffer = Buffer.alloc(0);
  let filled = 0;
  return {
    take: (piece) => {
      const part = piece.subarray(0, byteCount - filled);
      if (part.length === byteCount) read(part, true);
      else {
        if (filled === 0) kept = Buffer.allocUnsafe(byteCount);
        part.copy(kept, filled);
      }
      filled += part.length;
      if (filled === byteCount && kept.length > 0) read(kept, true);
      return { taken: part.length, isOver: filled === byteCount };
    },
    cut: () => read(kept.subarray(0, filled), false),
  };
}

/** A stored member of unknown length ends where a signature of the format stands: what follows is looked at as members again. */
export function upToSignature(reader: Reader): Body {
  return {
    take: (piece) => {
      const end = firstOf(piece, DESCRIPTOR, DIRECTORY, MEMBER);
      const taken = end ?? Math.max(0, piece.length - CUT_BYTES);
      reader.write(piece.subarray(0, taken));
      return { taken, isOver: end !== undefined };
    },
    cut: NOTHING_KEPT,
  };
}

/** A compressed member of unknown length ends where its stream does, whatever bytes it holds. */
export function upToItsEnd(reader: Reader): Body {
  return {
    take: (piece) => {
      const taken = reader.write(piece);
      return { taken, isOver: taken < piece.length };
    },
    cut: NOTHING_KEPT,
  };
}

/** A compressed member that says it is empty may be none: then its stream follows, and no signature. */
export function emptyUnlessStream(open: () => Reader): Body {
  let stream: Body | undefined;
  return {
    take: (piece) => {
      if (stream !== undefined) return stream.take(piece);
      if (piece.length <= CUT_BYTES) return { taken: 0, isOver: false };
      if (firstOf(piece.subarray(0, 4), DESCRIPTOR, DIRECTORY, MEMBER) === 0) return { taken: 0, isOver: true };
      stream = upToItsEnd(open());
      return stream.take(piece);
    },
    cut: NOTHING_KEPT,
  };
}
