import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRunFinder, type RunFinder } from '#detect/kernel/encodings.ts';
import { createKernel } from '#detect/kernel/kernel.ts';

const CAPACITY = 16 * 1024;
const PROBE = { literal: 'hf_', alphabet: 'base62', minRun: 34 } as const;
const kernel = createKernel([PROBE], { capacity: CAPACITY });
const bare = createKernel([{ ...PROBE, literal: '://', minRun: 0 }], { capacity: CAPACITY });
kernel.mark();
bare.mark();
const alone = createRunFinder(CAPACITY, 'wasm-simd');

function hints(finder: RunFinder, length: number): readonly string[] {
  return Array.from({ length: finder.find(length) }, (_, index) => `${finder.offset(index)} ${finder.hint(index)}`);
}

const gap = fc.integer({ min: 0, max: 4_100 }).map((length) => '; '.repeat(length / 2));
const run = fc
  .integer({ min: 20, max: 120 })
  .map((length) => Buffer.from('a text of words that is long enough '.repeat(4)).toString('base64').slice(0, length));
const escaped = fc.constantFrom(
  '%5f',
  '\\x68',
  '\\\\u005F',
  '&#95;',
  '&#x5f;',
  '&amp;#95;',
  '&lowbar;',
  '\\u{5f}',
  '\\137',
  '%255f',
  '&amp;',
  '\\',
  '%',
  '100%',
);
const texts = fc.array(fc.oneof(gap, run, escaped), { maxLength: 8 }).map((parts) => Buffer.from(parts.join(' ').slice(0, CAPACITY)));

it('what the search marks is all that the finder finds without marks', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(kernel, bare), (bytes, one) => {
      one.input.fill(0x78).set(bytes); // what an earlier content left behind this one
      one.search(bytes.length);
      bytes.copy(alone.input);
      const all = hints(alone, bytes.length);
      expect(one.mayHide() ? hints(one.finder(), bytes.length) : []).toEqual(all);
    }),
    { numRuns: 2_000 },
  );
});

it('a text without a long run or an escape hides nothing', () => {
  const bytes = Buffer.from('if (a && b % 2 === 0) { print("done\\n"); }\n'.repeat(300));
  kernel.input.set(bytes);
  kernel.search(bytes.length);
  expect(kernel.mayHide()).toBe(false);
});
