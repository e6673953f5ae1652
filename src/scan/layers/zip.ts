import { type Decoder, LayerError, type LayerLimits, type Members } from '#detect/layers/container.ts';
import { openInflater } from '#scan/layers/inflate.ts';
import { type Body, CUT_BYTES, emptyUnlessStream, firstOf, gathered, MEMBER, type Reader, sized, upToItsEnd, upToSignature } from '#scan/layers/zip-body.ts';
import { localHeader, type ZipMember } from '#scan/layers/zip-header.ts';

const STORED = 0;
const DEFLATED = 8;

/** A member that is said to be no longer is looked at as a whole, to see whether it is known. */
const WHOLE_BYTES = 256 * 1024;

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
    if (byteCount === 0 && method !== DEFLATED) return undefined; // as folders are
    if (isEncrypted) return this.#skipped(member, 'encrypted', 'a password opens it');
    if (method !== STORED && method !== DEFLATED) return this.#skipped(member, 'unsupported', `compression method ${method}`);
    this.#members.open(name);
    if (method === DEFLATED && byteCount === 0) return emptyUnlessStream(() => this.#inflating(name));
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
