import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDetector } from '#detect/detector.ts';
import type { Match } from '#detect/match.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../../support/samples.ts';

const CAPACITY = 256 * 1024;
const sampler = createSampler(7);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

function facts(matches: readonly Match[]): unknown[] {
  return matches.map(({ rule, offset, line, column, columnUnit, excerpt, layers }) => ({ rule: rule.id, offset, line, column, columnUnit, excerpt, layers }));
}

const whole = createDetector(RULES, { capacity: 4 * 1024 * 1024 });
const pieces = createDetector(RULES, { capacity: CAPACITY });

function inPieces(bytes: Uint8Array, sizes: readonly number[]): readonly Match[] {
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] as number;
    pieces.feed(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces.finish();
}

it('finds a token that straddles the end of the memory at every split', () => {
  for (let shift = -60; shift <= 60; shift += 1) {
    const bytes = Buffer.from(`${'x\n'.repeat(Math.floor((CAPACITY + shift) / 2))}${' '.repeat(Math.abs(shift) % 2)}t=${token}\n`);
    expect(facts(inPieces(bytes, [65_536]))).toEqual(facts(whole.scan(bytes)));
    expect(whole.scan(bytes)).toHaveLength(1);
  }
});

it('says the same whatever the pieces, the lines and the byte order', () => {
  const filler = fc.tuple(fc.nat({ max: 150_000 }), fc.constantFrom('x', '\n', 'ab\n', 'é', '"')).map(([length, unit]) => unit.repeat(length).slice(0, length));
  const text = fc.array(fc.oneof(filler, fc.constant(` ${token} `), fc.constant(`${token} # auth-guard:allow`)), { minLength: 1, maxLength: 8 });
  const property = fc.property(text, fc.boolean(), fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 5 }), (parts, wide, sizes) => {
    const bytes = Buffer.from(parts.join(''), wide ? 'utf16le' : 'utf8');
    expect(facts(inPieces(bytes, sizes))).toEqual(facts(whole.scan(bytes)));
  });
  fc.assert(property, { numRuns: 60 });
});

it('shows no part of a token in an excerpt', () => {
  const other = sampler.token({ prefix: 'as-', alphabet: 'base62', length: 22 });
  const [match] = whole.scan(Buffer.from(`a ${other} b ${token} c ${other}\n`));
  expect(match?.excerpt).toBe('a as-… b hf_… c as-…');
});

it('counts lines and columns from 1, in UTF-16 code units', () => {
  const [match] = whole.scan(Buffer.from(`\ufeffé\n😀 ${token}`));
  expect(match).toMatchObject({ line: 2, column: 4, columnUnit: 'utf16' });
});

it('counts bytes in a file that is not UTF-8, and says so', () => {
  const [match] = whole.scan(Buffer.concat([Buffer.from([0xe9, 0x20]), Buffer.from(token)]));
  expect(match).toMatchObject({ line: 1, column: 3, columnUnit: 'bytes' });
});
