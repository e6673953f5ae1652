import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRunFinder, type RunFinder } from '#detect/kernel/encodings.ts';
import { PROGRAMS } from '../../../support/engines.ts';

const CAPACITY = 256 * 1024;
const plain = createRunFinder(CAPACITY, 'javascript');

/** What is found at each offset. Neither order within one offset nor between runs and escapes is promised. */
function hints(finder: RunFinder, bytes: Buffer): string[] {
  bytes.copy(finder.input);
  const count = finder.find(bytes.length);
  return Array.from({ length: count }, (_, index) => `${finder.offset(index)} ${finder.hint(index)}`).sort();
}

const text = fc.string({ unit: 'binary-ascii', minLength: 20, maxLength: 80 });
const piece = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 60 }),
  text.map((one) => Buffer.from(one).toString('base64')),
  text.map((one) => Buffer.from(one).toString('base64url')),
  text.map((one) => Buffer.from(one).toString('hex')),
  fc.uint8Array({ minLength: 20, maxLength: 90 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.constantFrom('H4sIAAAAAAAAA', 'UEsDBBQAAAAI', 'KLUv/QRY', '1F8b08', '504b0304', '28b52ffd', 'x'.repeat(40), '/'.repeat(31)),
  fc.constantFrom(
    '\\x68',
    '\\u005f',
    '\\\\u005F',
    '\\u{68}',
    '\\u{0000068}',
    '\\137',
    '%5F',
    '%255f',
    '%252525',
    '&#95;',
    '&amp;#x5f;',
    '&#X5F;',
    '&amp;lowbar;',
    '&amp;amp;#95;',
    '&#y',
    '\\\\\\x68',
    '\\\\\\\\u{68}',
    '\\\\137',
    '&lowbar;',
    '\\',
    '%',
    '&',
    '\\u',
    '%2',
  ),
);

describe.each(PROGRAMS)('the run finder as %s', (engine) => {
  const wasm = createRunFinder(CAPACITY, engine);

  it('runs as WebAssembly here', () => {
    expect([wasm.name, plain.name]).toEqual([engine, 'javascript']);
  });

  it('finds the same as plain JavaScript', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const bytes = Buffer.from(pieces.join(''), 'latin1');
        expect(hints(wasm, bytes)).toEqual(hints(plain, bytes));
      }),
      { numRuns: 3_000 },
    );
  });

  it('names every text of 24 bytes in base64 or hex, wherever it stands', () => {
    const secret = fc.string({ unit: fc.constantFrom(...'abcXYZ012_-.'), minLength: 24, maxLength: 60 });
    fc.assert(
      fc.property(fc.nat(70), secret, fc.constantFrom('base64', 'base64url', 'hex'), (before, value, encoding) => {
        const bytes = Buffer.from(`${' '.repeat(before)}${Buffer.from(value).toString(encoding as BufferEncoding)} tail`);
        const wanted = `${before} ${encoding === 'hex' ? 4 : 0}`;
        expect(hints(wasm, bytes)).toContain(wanted);
      }),
    );
  });

  it('gives them all when there are more than its output holds', () => {
    const bytes = Buffer.from('%5f '.repeat(20_000));
    expect(hints(wasm, bytes)).toHaveLength(20_000);
    const runs = Buffer.from(`${Buffer.from('nothing but a text of words').toString('base64')} `.repeat(5_000));
    expect(hints(wasm, runs)).toEqual(hints(plain, runs));
  });

  it('counts line feeds', () => {
    wasm.input.write(`${'\n'.repeat(40)}x`);
    expect([wasm.countLineFeeds(0, 41), wasm.countLineFeeds(3, 20)]).toEqual([40, 17]);
    wasm.input.fill(0x0a); // more of them in a row than a byte can count
    const spans = fc.tuple(fc.nat(CAPACITY), fc.nat(CAPACITY)).map((both) => both.sort((a, b) => a - b));
    fc.assert(
      fc.property(spans, ([from = 0, to = 0]) => {
        expect(wasm.countLineFeeds(from, to)).toBe(to - from);
      }),
    );
  });
});
