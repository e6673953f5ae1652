import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernel, type Kernel, type Probe } from '#detect/kernel/kernel.ts';
import { GROUPS, type Group, patternsOf } from '#detect/kernel/pattern.ts';
import { PROGRAMS } from '../../../support/engines.ts';

const CAPACITY = 16_384;
/** Bytes that the kernel looks at in one go. */
const CHUNK = 2048;

const PROBES: Readonly<Record<Group, readonly Probe[]>> = {
  anchored: [
    { literal: 'hf_', bounded: true, alphabet: 'base62', minRun: 34 },
    { literal: 'sk-', bounded: true, alphabet: 'base64url', minRun: 20 },
    { literal: 'sk-ant-', bounded: true, alphabet: 'base64url', minRun: 20 },
    { literal: 'AKIA', bounded: true, alphabet: 'base36-upper', minRun: 16 },
    { literal: 'Gsk_', ignoreCase: true, bounded: true, alphabet: 'hex-lower', minRun: 16 },
    { literal: 'a.bcd', alphabet: 'base62', minRun: 17 },
  ],
  preceding: [
    { literal: 'hv.s.', alphabet: 'base64url', minRun: 20 },
    { literal: 'Sv1.', ignoreCase: true, bounded: true, alphabet: 'base62', minRun: 20 },
    { literal: '/a.x', alphabet: 'base62', minRun: 40 },
  ],
  keyword: [
    { literal: 'wandb', ignoreCase: true, bounded: true, alphabet: 'hex-lower', minRun: 16, digit: true, maxGap: 20 },
    { literal: 'key', ignoreCase: true, alphabet: 'base62', minRun: 32, maxGap: 70 },
    { literal: 'token', alphabet: 'base64url', minRun: 18, digit: true },
    { literal: 'AZDO', alphabet: 'base62', minLead: 40, minRun: 4 },
    { literal: '.Az+Sto.', alphabet: 'base64url', minLead: 32, minRun: 1 },
  ],
  bare: [
    { literal: 'cohere', ignoreCase: true, alphabet: 'base62', minRun: 31, maxGap: 30 },
    { literal: 'ngc', alphabet: 'printable', digit: true, minRun: 20, maxGap: 30 },
    { literal: '://', alphabet: 'printable', minRun: 3 },
    { literal: 'PassWord', ignoreCase: true, alphabet: 'printable', minRun: 4, maxGap: 5 },
    { literal: 'as-', bounded: true, alphabet: 'base62', minRun: 0 },
    { literal: 'led', alphabet: 'base62', minLead: 12, minRun: 2 },
    { literal: 'ftp://', alphabet: 'userinfo', minRun: 9, untilAt: true },
    { literal: 'db:', ignoreCase: true, bounded: true, alphabet: 'base62', minRun: 2, untilAt: true },
  ],
  wide: [],
};
const ALL = Object.values(PROBES).flat();

function candidates(kernel: Kernel, bytes: Uint8Array): string[] {
  kernel.input.fill(0x61); // what a former content left behind must not matter
  kernel.input.set(bytes);
  return Array.from({ length: kernel.search(bytes.length) }, (_, index) => `${kernel.offset(index)}:${kernel.probe(index)}:${kernel.wide(index)}`);
}

const literal = fc.constantFrom(...ALL.map((probe) => probe.literal)).chain((text) => fc.constantFrom(text, text.toUpperCase(), text.toLowerCase()));
const run = fc.tuple(fc.constantFrom('a', 'F', '7', 'z', '-', '_'), fc.integer({ min: 11, max: 45 })).map(([character, length]) => character.repeat(length));
const escaped = fc.constantFrom('\\n', '%3D', '\\u003d', '\u001b[32m', '\\x1b[0;31m', '\\n-', '%-', '[a_', ';1234567', '\\', '%', '[', ';');
const glue = fc.constantFrom('', '', '', ' ', '@', '=', '"', '\n', '-', '_', 'x', '1', '.', '\0', 'é');
const mixed = fc.array(fc.oneof(run, fc.constantFrom('7', 'a7', '0')), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
const filler = fc.tuple(fc.constantFrom(' ', 'b', '\n', '. '), fc.nat(CHUNK + 100)).map(([unit, length]) => unit.repeat(length));
const token = fc.tuple(glue, fc.oneof(escaped, glue), literal, glue, fc.oneof(run, mixed)).map((parts) => parts.join(''));
const led = fc.tuple(mixed, literal, fc.constantFrom('abcd', 'a7', '')).map((parts) => parts.join(''));
const part = fc.oneof({ weight: 6, arbitrary: token }, { weight: 1, arbitrary: led }, { weight: 2, arbitrary: mixed }, { weight: 1, arbitrary: filler });
const content = fc
  .tuple(fc.array(part, { maxLength: 40 }), fc.constantFrom<BufferEncoding>('latin1', 'latin1', 'utf16le'))
  .map(([parts, encoding]) => Buffer.from(parts.join(''), encoding).subarray(0, CAPACITY));

describe.each(PROGRAMS)('the ways in which the kernel as %s finds a literal', (engine) => {
  it('are the ones that these probes are meant for', () => {
    for (const group of GROUPS.filter((name) => name !== 'wide'))
      expect(patternsOf(PROBES[group]).flatMap((pattern) => (pattern.wide ? [] : [pattern.group]))).toEqual(PROBES[group].map(() => group));
  });

  it.each([...GROUPS.filter((name) => name !== 'wide').map((name) => [name, PROBES[name]] as const), ['all', ALL] as const])(
    '%s: find what plain search finds',
    (_name, probes) => {
      const wasm = createKernel(probes, { capacity: CAPACITY, engine });
      const twin = createKernel(probes, { capacity: CAPACITY, engine: 'javascript' });
      fc.assert(
        fc.property(content, (bytes) => void expect(candidates(wasm, bytes)).toEqual(candidates(twin, bytes))),
        { numRuns: 1500 },
      );
    },
  );

  it('refuse a literal of two characters', () => {
    expect(() => createKernel([{ literal: 'ab', alphabet: 'base62', minRun: 3 }])).toThrow(RangeError);
  });

  it('see a token at every place around the end of a chunk', () => {
    const wasm = createKernel(ALL, { capacity: CAPACITY, engine });
    const twin = createKernel(ALL, { capacity: CAPACITY, engine: 'javascript' });
    for (let shift = 0; shift < 140; shift += 1) {
      for (const text of [
        `hf_${'a1'.repeat(17)}`,
        `\\nhf_${'a1'.repeat(17)}`,
        `hv.s.${'a1'.repeat(17)}`,
        `wandb: ${'a1'.repeat(17)}`,
        'as-',
        `key${' '.repeat(70)}${'a1'.repeat(16)}`,
      ]) {
        const bytes = Buffer.from(`${' '.repeat(CHUNK - shift)}${text} `);
        const found = candidates(wasm, bytes);
        expect(found).toEqual(candidates(twin, bytes));
        expect(found).toHaveLength(1);
      }
    }
  });

  it('see a run that an @ ends, of 9 to 256 characters', () => {
    const probes = PROBES.bare.filter((probe) => probe.untilAt === true && probe.minRun === 9);
    for (const one of [engine, 'javascript'] as const) {
      const kernel = createKernel(probes, { capacity: CAPACITY, engine: one });
      const found = (text: string, encoding: BufferEncoding = 'latin1'): number => candidates(kernel, Buffer.from(text, encoding)).length;
      for (const encoding of ['latin1', 'utf16le'] as const) {
        expect([9, 256].map((length) => found(`ftp://${'a'.repeat(length)}@`, encoding))).toEqual([1, 1]);
        expect([8, 257].map((length) => found(`ftp://${'a'.repeat(length)}@`, encoding))).toEqual([0, 0]);
        expect(found(`ftp://${'a'.repeat(20)}`, encoding)).toBe(0);
        expect(found(`ftp://aaaaa/${'a'.repeat(20)}@`, encoding)).toBe(0);
      }
    }
  });

  it('lose nothing when more is found than one call can give', () => {
    const probes: readonly Probe[] = [
      ...PROBES.keyword,
      { literal: 'tok', alphabet: 'base62', minRun: 0 },
      { literal: 'token', alphabet: 'base62', minRun: 3 },
    ];
    const capacity = 400_000;
    const bytes = Buffer.from(`tokentok key=${'0a'.repeat(16)}`.repeat(8000));
    const wasm = createKernel(probes, { capacity, engine });
    const found = candidates(wasm, bytes);
    expect(found).toEqual(candidates(createKernel(probes, { capacity, engine: 'javascript' }), bytes));
    expect(found.length).toBeGreaterThan(16_000);
  });
});
