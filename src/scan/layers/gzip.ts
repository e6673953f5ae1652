import type { Decoder, LayerLimits, Members } from '#detect/layers/container.ts';
import { type Inflater, openInflater } from '#scan/layers/inflate.ts';

const TRAILER_BYTES = 8;

/** No program writes longer ones. */
const MAX_HEADER_BYTES = 64 * 1024;

/** Bits of a header's flags: each stands for a field behind its ten bytes. */
const CHECKSUM = 0x02;
const EXTRA = 0x04;
const NAME = 0x08;
const COMMENT = 0x10;

/**
 * The length of a gzip header; `undefined` when it is not all there, and 0 when these bytes begin none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1952#page-5
 */
function headerLength(bytes: Buffer): number | undefined {
  if (!Buffer.from([0x1f, 0x8b, 0x08]).subarray(0, bytes.length).equals(bytes.subarray(0, 3))) return 0;
  if (bytes.length < 12) return undefined;
  const flags = bytes[3] as number;
  let end = 10;
  if (flags & EXTRA) end += 2 + bytes.readUInt16LE(10);
  for (const flag of [NAME, COMMENT]) {
    if ((flags & flag) === 0) continue;
    const zero = bytes.indexOf(0, end);
    if (zero === -1) return undefined;
    end = zero + 1;
  }
  if (flags & CHECKSUM) end += 2;
  return end <= bytes.length ? end : undefined;
}

/**
 * Whether a block of deflate can begin so: a stored one says its length twice, and there is no fourth kind.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1951#page-11
 */
function mayBeDeflate(bytes: Buffer): boolean {
  const kind = ((bytes[0] ?? 0) >> 1) & 3;
  if (kind === 0 && bytes.length >= 5) return (bytes.readUInt16LE(1) ^ bytes.readUInt16LE(3)) === 0xffff;
  return kind !== 3;
}

/**
 * Reads gzip, of one stream or several behind one another, and passes over what follows the last one.
 *
 * The frame is read here: zlib's own reader throws away what it has decoded when something else follows, such as a line of text behind base64.
 */
export function openGzip(members: Members, limits: LayerLimits): Decoder {
  let inflater: Inflater | undefined;
  /** Bytes of a header, or of the trailer before it, that are not all there. */
  let frame: Buffer = Buffer.alloc(0);
  let trailer = 0;
  let isOver = false;
  members.open(undefined);

  function openStream(): void {
    const length = frame.length < trailer + 3 ? undefined : headerLength(frame.subarray(trailer));
    isOver = length === 0 || frame.length > MAX_HEADER_BYTES;
    if (isOver || length === undefined) return;
    const rest = frame.subarray(trailer + length);
    frame = Buffer.alloc(0);
    if (!mayBeDeflate(rest)) throw new Error('no deflated data follows the header');
    members.inflate();
    inflater = openInflater('InflateRaw', { take: (piece) => members.data(piece), limits });
    write(rest);
  }

  function write(piece: Buffer): void {
    if (isOver) return;
    if (inflater === undefined) {
      frame = Buffer.concat([frame, piece]);
      openStream();
      return;
    }
    const rest = piece.subarray(inflater.write(piece));
    if (rest.length === 0) return;
    inflater = undefined;
    trailer = TRAILER_BYTES;
    write(rest);
  }

  return {
    write,
    end() {
      inflater?.end();
      if (trailer === 0 && inflater === undefined && !isOver) throw new Error('unexpected end of file');
      members.close();
    },
  };
}
