import { type Decoder, LayerError, type LayerLimits, type Members } from '#detect/layers/container.ts';
import { openInflater } from '#scan/layers/inflate.ts';
import { localHeader, type ZipMember } from '#scan/layers/zip-header.ts';

const STORED = 0;
const DEFLATED = 8;

const signature = (third: number, fourth: number): Buffer => Buffer.from([0x50, 0x4b, third, fourth]);
const MEMBER = signature(3, 4);
const DESCRIPTOR = signature(7, 8);
const DIRECTORY = signature(1, 2);

/** Bytes of a signature that a piece may end with. */
const CUT_BYTES = 3;

/** A member that is said to be no longer is looked at as a whole, to see whether it is known. */
const WHOLE_BYTES = 256 * 1024;

/** Takes a member's bytes. */
interface Body {
  /** Gives how many of the piece are its own, and whether it ends there. */
  take(piece: Buffer): { readonly taken: number; readonly isOver: boolean };
  /** The archive ends in the middle of it. */
  cut(): void;
}

const NOTHING_KEPT = (): void => undefined;

/** What makes text of a member's bytes. It takes fewer than there are when its stream has ended. */
interface Reader {
  write(piece: Buffer): number;
  end(): void;
}

/** Where the first of some signatures begins. */
function firstOf(piece: Buffer, ...signatures: readonly Buffer[]): number | undefined {
  const found = signatures.map((one) => piece.indexOf(one)).filter((at) => at !== -1);
  return found.length === 0 ? undefined : Math.min(...found);
}

function sized(byteCount: number, reader: Reader): Body {
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
function gathered(byteCount: number, read: (packed: Buffer, isWhole: boolean) => void): Body {
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
function upToSignature(reader: Reader): Body {
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

function upToItsEnd(reader: Reader): Body {
  return {
    take: (piece) => {
      const taken = reader.write(piece);
      return { taken, isOver: taken < piece.length };
    },
    cut: NOTHING_KEPT,
  };
}

const PASS_OVER: Reader = { write: (piece) => piece.length, end: () => undefined };

/**
 * Reads a zip from its start to its end, member after member as their local headers say, so that it need not be kept and what its directory
 * leaves out is seen too. What is encrypted, or neither stored nor deflated, is skipped.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3
 */
class ZipDecoder implements Decoder {
  readonly #members: Members;
  readonly #limits: LayerLimits;
  #rest: Buffer = Buffer.alloc(0);
  #body: Body | undefined;
  #isEmpty = true;

  constructor(members: Members, limits: LayerLimits) {
    this.#members = members;
    this.#limits = limits;
  }

  write(piece: Buffer): void {
    let bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    for (let taken = -1; taken !== 0 && bytes.length > 0; bytes = bytes.subarray(taken)) {
      const wasInside = this.#body !== undefined;
      taken = this.#body === undefined ? this.#begin(bytes) : this.#continue(bytes, this.#body);
      if (taken === 0 && wasInside !== (this.#body !== undefined)) taken = this.#begin(bytes); // a member ended before its next byte
    }
    this.#rest = Buffer.from(bytes);
  }

  end(): void {
    const body = this.#body;
    if (body !== undefined && this.#rest.length > 0) this.#members.data(this.#rest);
    body?.cut();
    if (body !== undefined || this.#isEmpty || firstOf(this.#rest, MEMBER) === 0) throw new Error('it ends in the middle of a member');
  }

  /** Passes over what stands between members, and opens the next one. */
  #begin(bytes: Buffer): number {
    const at = firstOf(bytes, MEMBER) ?? Math.max(0, bytes.length - CUT_BYTES);
    const member = at > 0 ? undefined : localHeader(bytes);
    if (member === undefined) return at;
    this.#isEmpty = false;
    this.#body = this.#bodyOf(member);
    return member.headerBytes;
  }

  #continue(bytes: Buffer, body: Body): number {
    const { taken, isOver } = body.take(bytes);
    if (isOver) {
      this.#body = undefined;
      this.#members.close();
    }
    return taken;
  }

  #bodyOf(member: ZipMember): Body | undefined {
    const { name, method, isEncrypted, byteCount } = member;
    if (byteCount === 0) return undefined; // as folders are
    if (isEncrypted) return this.#skipped(member, 'encrypted', 'a password opens it');
    if (method !== STORED && method !== DEFLATED) return this.#skipped(member, 'unsupported', `compression method ${method}`);
    this.#members.open(name);
    if (method === DEFLATED && byteCount !== undefined && byteCount <= WHOLE_BYTES) return gathered(byteCount, this.#whole(name));
    const reader = method === STORED ? this.#plain() : this.#inflating(name);
    if (byteCount !== undefined) return sized(byteCount, reader);
    return method === STORED ? upToSignature(reader) : upToItsEnd(reader);
  }

  #skipped({ name, byteCount }: ZipMember, reason: 'encrypted' | 'unsupported', detail: string): Body | undefined {
    this.#members.skip(name, reason, detail);
    return byteCount === undefined ? upToSignature(PASS_OVER) : sized(byteCount, PASS_OVER);
  }

  #whole(name: string): (packed: Buffer, isWhole: boolean) => void {
    return (packed, isWhole) => {
      if (isWhole && this.#members.isKnown(packed)) return;
      const reader = this.#inflating(name);
      reader.write(packed);
      if (isWhole) reader.end();
    };
  }

  #plain(): Reader {
    return {
      write: (piece) => {
        this.#members.data(piece);
        return piece.length;
      },
      end: () => undefined,
    };
  }

  /** A damaged member ends where it is damaged; those behind it are read. */
  #inflating(name: string): Reader {
    this.#members.inflate();
    const inflater = openInflater('InflateRaw', { take: (piece) => this.#members.data(piece), limits: this.#limits });
    let isDamaged = false;
    const guarded = <T>(run: () => T, otherwise: T): T => {
      try {
        return isDamaged ? otherwise : run();
      } catch (cause) {
        if (cause instanceof LayerError) throw cause;
        isDamaged = true;
        this.#members.skip(name, 'damaged-archive', (cause as Error).message);
        return otherwise;
      }
    };
    return { write: (piece) => guarded(() => inflater.write(piece), 0), end: () => guarded(() => inflater.end(), undefined) };
  }
}

export function openZip(members: Members, limits: LayerLimits): Decoder {
  return new ZipDecoder(members, limits);
}
