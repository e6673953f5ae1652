const HEADER_BYTES = 30;
const ENCRYPTED = 0x0001;
const SIZES_BEHIND = 0x0008;
const UTF8 = 0x0800;

/** Sizes that are in the extra field of zip64 instead. */
const ELSEWHERE = 0xffffffff;
const ZIP64 = 0x0001;

export interface ZipMember {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** As it stands in the archive; `undefined` when that is said behind it. */
  readonly byteCount: number | undefined;
  readonly headerBytes: number;
}

function zip64Bytes(extra: Buffer): number | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === ZIP64 && at + 20 <= extra.length) return Number(extra.readBigUInt64LE(at + 12));
  }
  return undefined;
}

/**
 * Reads the local header at the start of some bytes; `undefined` when it is not all there.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3.7, 4.4.4, 4.5.3
 */
export function localHeader(bytes: Buffer): ZipMember | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const nameEnd = HEADER_BYTES + bytes.readUInt16LE(26);
  const headerBytes = nameEnd + bytes.readUInt16LE(28);
  if (bytes.length < headerBytes) return undefined;
  const flags = bytes.readUInt16LE(6);
  const said = bytes.readUInt32LE(18);
  const byteCount = said === ELSEWHERE ? zip64Bytes(bytes.subarray(nameEnd, headerBytes)) : said;
  return {
    name: bytes.toString((flags & UTF8) === 0 ? 'latin1' : 'utf8', HEADER_BYTES, nameEnd),
    method: bytes.readUInt16LE(8),
    isEncrypted: (flags & ENCRYPTED) !== 0,
    byteCount: (flags & SIZES_BEHIND) === 0 ? byteCount : undefined,
    headerBytes,
  };
}
