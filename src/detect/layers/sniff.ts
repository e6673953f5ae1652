import type { ContainerKind } from '#detect/layers/container.ts';

/** Bytes that tell what a content is: a tar's first header. */
export const HEAD_BYTES = 512;

/** Where a tar header's checksum stands, in octal. @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 */
const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;

/** A tar is known by its header's checksum alone: the oldest ones have no magic. */
function isTarHeader(head: Uint8Array): boolean {
  if (head.length < HEAD_BYTES || head[0] === 0) return false;
  for (let at = CHECKSUM_AT; at < CHECKSUM_AT + CHECKSUM_BYTES; at += 1) if ((head[at] as number) > 0x37) return false; // most texts are told apart here
  const digits = Buffer.from(head.subarray(CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES)).toString('latin1');
  const said = /^ *([0-7]{4,7})[ \0]*$/.exec(digits);
  if (said === null) return false;
  let sum = CHECKSUM_BYTES * 0x20; // the checksum counts itself as blanks
  for (let at = 0; at < HEAD_BYTES; at += 1) if (at < CHECKSUM_AT || at >= CHECKSUM_AT + CHECKSUM_BYTES) sum += head[at] as number;
  return sum === Number.parseInt(said[1] as string, 8);
}

function startsWith(head: Uint8Array, ...bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** A Python zipapp: a line that names the interpreter, then a zip. */
function isZipApplication(head: Uint8Array): boolean {
  const feed = head.indexOf(0x0a);
  return feed !== -1 && startsWith(head.subarray(feed + 1), 0x50, 0x4b, 0x03, 0x04);
}

const isGzip = (head: Uint8Array): boolean => startsWith(head, 0x1f, 0x8b, 0x08) && ((head[3] ?? 0xff) & 0xe0) === 0;
const isZip = (head: Uint8Array): boolean => startsWith(head, 0x50, 0x4b, 0x03, 0x04);
const isScript = (head: Uint8Array): boolean => startsWith(head, 0x23, 0x21);
const isZstd = (head: Uint8Array): boolean => startsWith(head, 0x28, 0xb5, 0x2f, 0xfd);
const isUtf16 = (head: Uint8Array): boolean => startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff);

/** What a content is, by its first 512 bytes or all of it when it is shorter; `undefined` for what is looked at as it stands. */
export function containerKind(head: Uint8Array): ContainerKind | undefined {
  if (isGzip(head)) return 'gzip';
  if (isZip(head) || (isScript(head) && isZipApplication(head))) return 'zip';
  if (isZstd(head)) return 'zstd';
  if (isUtf16(head)) return 'utf-16';
  return isTarHeader(head) ? 'tar' : undefined;
}
