import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, symlinkSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import { RULES } from '#rules/index.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import type { Range } from '#scan/read-file.ts';
import { type Halves, halvesAt, halvesOf, halvesThere } from '#scan/two-cores.ts';
import { temporaryFolder } from '../../support/repository.ts';
import { createSampler } from '../../support/samples.ts';

const TOKEN = createSampler(8001).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const MIDDLE = 2_000_000;

const detector = withLayers(RULES, { marks: OWN_MARKS, limits: DEFAULT_LAYERS });

function isClean(bytes: Buffer): boolean {
  return detector.scan(bytes).length + detector.unread.length === 0;
}

function partOf(bytes: Buffer, part: readonly Range[]): Buffer {
  return Buffer.concat(part.map(({ from, to }) => bytes.subarray(from, to)));
}

function cut(bytes: Buffer): Halves {
  return halvesAt(bytes.length, MIDDLE, bytes.subarray(MIDDLE, MIDDLE + 64 * 1024)) as Halves;
}

const escaped = [...TOKEN].map((one) => `\\x${one.charCodeAt(0).toString(16)}`).join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What may lie across the cut. */
const HIDING: readonly (readonly [string, Buffer])[] = [
  ['a token', Buffer.from(` token = "${TOKEN}" `)],
  ['a token in UTF-16', Buffer.from(` token = "${TOKEN}" `, 'utf16le')],
  ['base64', Buffer.from(`"${base64(`padding ${'x'.repeat(300)} ${TOKEN} ${'y'.repeat(300)}`)}"`)],
  ['base64 in lines', Buffer.from(base64(`${'x'.repeat(900)} ${TOKEN} ${'y'.repeat(900)}`).replace(/.{76}/g, '$&\n'))],
  ['an archive in base64', Buffer.from(`"${gzipSync(Buffer.concat([randomBytes(3000), Buffer.from(` ${TOKEN} `), randomBytes(3000)])).toString('base64')}"`)],
  ['escapes', Buffer.from(`"${escaped}"`)],
  ['hex', Buffer.from(Buffer.from(` ${TOKEN} `).toString('hex'))],
  ['a token between fields', Buffer.concat([Buffer.from([0, 0x22]), Buffer.from(TOKEN), Buffer.from([0x22, 0])])],
];

const place = fc.integer({ min: -2500, max: 70_000 });

describe('the two parts of a large file', () => {
  it.each(HIDING)('show what the whole shows, wherever it lies about the cut: %s', (_what, hiding) => {
    const base = randomBytes(2 * MIDDLE);
    expect(isClean(base)).toBe(true);
    fc.assert(
      fc.property(place, fc.boolean(), (at, isText) => {
        const bytes = Buffer.from(base);
        if (isText) bytes.fill('plain words, one after another; \n', 0, 8_000);
        hiding.copy(bytes, MIDDLE + at);
        const { first, second } = cut(bytes);
        expect(isClean(bytes)).toBe(false);
        expect([isClean(partOf(bytes, first)), isClean(partOf(bytes, second))]).toContain(false);
      }),
      { numRuns: 12, seed: 11 },
    );
  });

  it('are clean when the whole is, cover it, and are not made where there is no place to cut', () => {
    const bytes = randomBytes(2 * MIDDLE);
    const { size, first, second } = cut(bytes);
    expect([isClean(partOf(bytes, first)), isClean(partOf(bytes, second))]).toEqual([true, true]);
    expect([size, first[0]?.from, second[1]?.to]).toEqual([bytes.length, 0, bytes.length]);
    expect((first[0]?.to ?? 0) - (second[1]?.from ?? 0)).toBe(2 * 1024 * 1024);
    expect(halvesAt(10_000_000, 5_000_000, Buffer.from('only ASCII'.repeat(1000)))).toBeUndefined();
  });
});

/** A file with holes, and one byte in its middle to cut at. */
function largeFile(path: string, byteCount: number): void {
  const descriptor = openSync(path, 'w');
  writeSync(descriptor, Buffer.from([0x80]), 0, 1, byteCount / 2 + 5);
  closeSync(descriptor);
  truncateSync(path, byteCount);
}

it('cuts what it has opened, whatever stood there before: no FIFO is waited for, no symlink followed', () => {
  const folder = temporaryFolder();
  const [file, link, fifo, size] = [join(folder, 'file'), join(folder, 'link'), join(folder, 'fifo'), 256 * 1024 * 1024];
  largeFile(file, size);
  symlinkSync(file, link);
  execFileSync('mkfifo', [fifo]);
  for (const halves of [halvesOf, halvesThere]) {
    expect(halves(file)).toMatchObject({ size, second: [{}, { to: size }] });
    for (const other of [link, fifo, folder, join(folder, 'none'), join(file, 'below')]) expect(halves(other)).toBeUndefined();
    expect(halves(file, size - 1)).toBeUndefined();
  }
  truncateSync(file, size - 1);
  for (const halves of [halvesOf, halvesThere]) expect(halves(file)).toBeUndefined();
});
