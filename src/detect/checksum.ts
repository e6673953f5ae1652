import { ALPHABETS } from '#detect/alphabet.ts';

/**
 * `crc32-base62`: six characters, the CRC-32 of those between prefix and checksum. `crc32-hex`: eight behind a `_`, the CRC-32 of all before it, lowest byte first.
 * `crc32-base36`: seven, the CRC-32 of all before them.
 *
 * @see https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/ for the first; npm took it over
 * @see https://github.com/grafana/grafana/blob/main/pkg/components/satokengen/tokengen.go for the second
 * @see https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/ for the third
 */
export type Checksum = 'crc32-base62' | 'crc32-hex' | 'crc32-base36';

/** CRC-32 as in zlib (reflected, polynomial edb88320) of Latin-1 text. */
function crc32(text: string): number {
  let sum = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) {
    sum ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

/** Digits first, then capitals: the order in which GitHub counts. */
const COUNTING = ALPHABETS.digits + ALPHABETS['base36-upper'].slice(0, 26) + ALPHABETS['base36-lower'].slice(0, 26);

function base62(value: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = COUNTING.charAt(rest % 62) + text;
  return text.padStart(6, '0');
}

function crc32Hex(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(text));
  return bytes.toString('hex');
}

/** How many characters a checksum has, and what it is of the text before it. */
interface Rest {
  readonly length: number;
  readonly of: (text: string, prefix: string) => string;
}

const CHECKSUMS: Readonly<Record<Checksum, Rest>> = {
  'crc32-base62': { length: 6, of: (text, prefix) => base62(crc32(text.slice(prefix.length))) },
  'crc32-hex': { length: 8, of: (text) => crc32Hex(text.slice(0, -1)) },
  'crc32-base36': { length: 7, of: (text) => crc32(text).toString(36).padStart(7, '0') },
};

/** The token with the checksum that belongs to it in place of its last characters. */
export function withChecksum(token: string, prefix: string, checksum: Checksum): string {
  const { length, of } = CHECKSUMS[checksum];
  const text = token.slice(0, -length);
  return text + of(text, prefix);
}

export function checksumHolds(token: string, prefix: string, checksum: Checksum): boolean {
  return withChecksum(token, prefix, checksum) === token;
}
