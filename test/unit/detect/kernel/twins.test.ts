import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernel, type Kernel, type Probe } from '#detect/kernel/kernel.ts';
import { PROGRAMS } from '../../../support/engines.ts';

const CAPACITY = 8192;
const PROBES: readonly Probe[] = [
  { literal: 'hf_', alphabet: 'base62', minRun: 4 },
  { literal: 'hf_oauth_', alphabet: 'jwt', minRun: 2 },
  { literal: 'ak-', alphabet: 'base62', minRun: 3 },
  { literal: 'as-', alphabet: 'base62', minRun: 0 },
  { literal: 'HFAK', alphabet: 'base64url', minRun: 5 },
  { literal: 'Wandb_Key', ignoreCase: true, alphabet: 'hex-lower', minRun: 4, maxGap: 3 },
  { literal: 'Ak-', ignoreCase: true, alphabet: 'printable', minRun: 1 },
  { literal: 'key', ignoreCase: true, alphabet: 'digits', minRun: 2, maxGap: 40 },
  { literal: 'ed@', alphabet: 'base62', minRun: 1, untilAt: true },
  { literal: '@[`{', ignoreCase: true, alphabet: 'hex', minRun: 0 },
  { literal: 'led', alphabet: 'base62', minLead: 3, minRun: 1 },
  { literal: 'bounded_', bounded: true, alphabet: 'base62', minRun: 14 },
];

function candidates(kernel: Kernel, bytes: Uint8Array, glued = false): string[] {
  kernel.input.fill(0x61); // what a former content left behind must not matter
  kernel.input.set(bytes);
  return Array.from({ length: kernel.search(bytes.length, glued) }, (_, index) => `${kernel.offset(index)}:${kernel.probe(index)}:${kernel.wide(index)}`);
}

const twin = createKernel(PROBES, { capacity: CAPACITY, engine: 'javascript' });

const piece = fc.oneof(
  fc.constantFrom(
    'hf_',
    'hf_oauth_',
    'ak-',
    'as-',
    'HFAK',
    'h\0f\0_\0',
    'a\0k\0-\0',
    'a\0b\0c\0d\0',
    '\0',
    'a',
    'hf',
    '-',
    'abcd',
    ' ',
    'wandb_key',
    'WANDB_KEY',
    'W\0a\0N\0d\0b\0_\0k\0E\0y\0',
    'AK-',
    'kEy',
    '@[`{',
    'ed@',
    '@',
    'e\0d\0@\0',
    'led',
    'l\0e\0d\0',
    '@\0',
    '`[@{',
    '12',
    '0a1b',
    '7\0' + '8\0',
    `bounded_${'a'.repeat(14)}`,
    `\nVbounded_${'a'.repeat(14)}`,
    `\\x1b[32mbounded_${'a'.repeat(14)}`,
    'V',
    '\xd9',
    '\xc4',
    '\n',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const content = fc.array(piece, { maxLength: 120 }).map((pieces) => Buffer.from(pieces.join(''), 'latin1').subarray(0, CAPACITY));

describe.each(PROGRAMS)('the kernel as %s and its JavaScript twin', (engine) => {
  const wasm = createKernel(PROBES, { capacity: CAPACITY, engine });

  it('are two engines, not one', () => {
    expect([wasm.name, twin.name]).toEqual([engine, 'javascript']);
  });

  it('find the same in adversarial bytes', () => {
    fc.assert(
      fc.property(content, (bytes) => void expect(candidates(wasm, bytes)).toEqual(candidates(twin, bytes))),
      { numRuns: 2000 },
    );
  });

  it('find the same where fields stand side by side', () => {
    fc.assert(
      fc.property(content, (bytes) => void expect(candidates(wasm, bytes, true)).toEqual(candidates(twin, bytes, true))),
      { numRuns: 2000 },
    );
    for (const before of [0, 1, 62, 63, 64, 65]) {
      const bytes = Buffer.from(`\0${'W'.repeat(before)}bounded_${'a'.repeat(20)}`);
      expect(candidates(wasm, bytes, true)).toEqual(before < 64 ? [`${before + 1}:${PROBES.length - 1}:false`] : []);
      expect(candidates(twin, bytes, true)).toEqual(candidates(wasm, bytes, true));
    }
  });

  it('see the same control characters', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      for (const at of [0, 15, 16, 40]) {
        const bytes = Buffer.alloc(41, 0x61);
        bytes[at] = byte;
        const seen = [wasm, twin].map((kernel) => {
          kernel.input.set(bytes);
          return kernel.holdsControls(bytes.length);
        });
        expect(seen).toEqual([seen[1], byte < 32 && !(byte >= 7 && byte <= 13) && byte !== 27]);
      }
    }
  });

  it('find the same in random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: CAPACITY }), (bytes) => void expect(candidates(wasm, bytes)).toEqual(candidates(twin, bytes))));
  });

  it('count the same line feeds', () => {
    const lines = fc.array(fc.constantFrom(10, 11, 0), { maxLength: 200 });
    const count = (kernel: Kernel, bytes: readonly number[], from: number): number => {
      kernel.input.set(bytes);
      return kernel.countLineFeeds(Math.min(from, bytes.length), bytes.length);
    };
    fc.assert(fc.property(lines, fc.nat(50), (bytes, from) => void expect(count(wasm, bytes, from)).toBe(count(twin, bytes, from))));
    expect(
      count(
        wasm,
        Array.from({ length: CAPACITY }, () => 10),
        3,
      ),
    ).toBe(CAPACITY - 3);
  });

  it('find a literal at every offset of a block, up to the very end', () => {
    for (let offset = 0; offset < 200; offset += 1) {
      const bytes = Buffer.from(`${' '.repeat(offset)}hf_abcd`);
      expect(candidates(wasm, bytes)).toEqual([`${offset}:0:false`]);
    }
  });

  it('see UTF-16 text in both byte orders', () => {
    const text = Buffer.from('x hf_abcd y', 'utf16le');
    expect(candidates(wasm, text)).toEqual(['4:0:true']);
    expect(candidates(wasm, Buffer.from(text).swap16())).toEqual(['5:0:true']);
  });

  it('lose nothing when candidates fill the whole input', () => {
    const dense = createKernel(PROBES, { capacity: 100_000, engine });
    const oracle = createKernel(PROBES, { capacity: 100_000, engine: 'javascript' });
    const bytes = Buffer.from('as-'.repeat(33_000));
    expect(dense.search(0)).toBe(0);
    expect(candidates(dense, bytes)).toEqual(candidates(oracle, bytes));
    expect(dense.search(bytes.length)).toBe(33_000);
  });

  it('agree on a hundred and fifty literals', () => {
    const many: Probe[] = Array.from({ length: 150 }, (_, index) => ({ literal: `p${index.toString(36).padStart(2, '0')}_`, alphabet: 'base62', minRun: 3 }));
    const [left, right] = [createKernel(many, { capacity: CAPACITY, engine }), createKernel(many, { capacity: CAPACITY, engine: 'javascript' })];
    const text = fc.array(
      fc.nat(200).map((index) => `p${index.toString(36).padStart(2, '0')}_abc`),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(text, (words) => void expect(candidates(left, Buffer.from(words.join(' ')))).toEqual(candidates(right, Buffer.from(words.join(' '))))),
    );
  });
});
