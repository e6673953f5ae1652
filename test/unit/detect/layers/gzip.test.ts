import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAYERS } from '#config/config.ts';
import type { Members } from '#detect/layers/container.ts';
import { openGzip } from '#scan/layers/gzip.ts';

const first = Buffer.from('the first text, '.repeat(5_000));
const second = Buffer.from('and the second');

/** What is read of a gzip, in pieces of a size. */
function read(bytes: Buffer, size: number): string {
  let text = '';
  const members: Members = {
    open: () => undefined,
    inflate: () => undefined,
    isKnown: () => false,
    data: (piece) => {
      text += Buffer.from(piece).toString('latin1');
    },
    close: () => undefined,
    skip: () => undefined,
  };
  const decoder = openGzip(members, DEFAULT_LAYERS);
  for (let at = 0; at < bytes.length; at += size) decoder.write(bytes.subarray(at, at + size));
  decoder.end();
  return text;
}

/** A gzip with every field that a header may have. */
function withFullHeader(text: Buffer): Buffer {
  const body = gzipSync(text).subarray(10);
  return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 4, 0]), Buffer.from('abcdname\0comment\0'), Buffer.alloc(2), body]);
}

describe.each([1, 7, 512, 16_384])('gzip in pieces of %i', (size) => {
  it('reads one stream', () => expect(read(gzipSync(first), size)).toBe(first.toString()));
  it('reads a stream with all fields in its header', () => expect(read(withFullHeader(first), size)).toBe(first.toString()));
  it('reads streams behind one another', () => expect(read(Buffer.concat([gzipSync(first), gzipSync(second)]), size)).toBe(`${first}${second}`));
  it.each(['more text', '\0\0\0\0\0\0\0\0\0\0', 'm', '\x1f\x8b'])('passes over what follows the last one: %j', (rest) => {
    expect(read(Buffer.concat([gzipSync(first), Buffer.from(rest, 'latin1')]), size)).toBe(first.toString());
  });
  it('says that a stream is cut off', () => {
    expect(() => read(gzipSync(first).subarray(0, -12), size)).toThrow('unexpected end of file');
    expect(() => read(gzipSync(first).subarray(0, 6), size)).toThrow('unexpected end of file');
  });
});
