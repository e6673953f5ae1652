import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BaselineEntry, baselineText, parseBaseline } from '#config/baseline.ts';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });
const word = fc.string({ minLength: 1 });
const entry: fc.Arbitrary<BaselineEntry> = fc.record({
  fingerprint: hex.map((digits) => `v1:${digits}`),
  rule: word,
  path: word,
  by: word,
  on: fc.constant('2026-11-24'),
  reason: word,
});
const entries = fc.uniqueArray(entry, { selector: (one) => one.fingerprint });

it('reads what it writes, whatever stands in it', () => {
  fc.assert(
    fc.property(entries, (some) => {
      const text = baselineText(some);
      expect(parseBaseline(text, 'b')).toEqual([...some].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)));
      expect(baselineText(parseBaseline(text, 'b'))).toBe(text);
    }),
  );
});

it('puts each entry on a line of its own, so that adding one changes no other', () => {
  fc.assert(
    fc.property(entries, entry, (some, added) => {
      fc.pre(some.every((one) => one.fingerprint !== added.fingerprint));
      const before = baselineText(some).split('\n');
      const after = baselineText([...some, added]).split('\n');
      expect(after.filter((line) => !before.includes(line))).toHaveLength(1);
      expect(before.every((line) => after.includes(line))).toBe(true);
    }),
  );
});

describe('a damaged baseline is refused with its line:', () => {
  const header = '{"auth-guard-baseline":1}';
  const good = baselineText([{ fingerprint: `v1:${'a'.repeat(32)}`, rule: 'r', path: 'p', by: 'b', on: '2026-11-24', reason: 'w' }]).split('\n')[1];

  it('and lines that a merge has doubled, header included, count once', () => {
    expect(parseBaseline(`${header}\n${good}\n${header}\n${good}\n`, 'b')).toHaveLength(1);
  });

  it.each([
    ['an empty file', '', /b:1:1: is no baseline/],
    ['no header', `${good}\n`, /b:1:1: is no header/],
    ['another version', '{"auth-guard-baseline":2}\n', /b:1:1: is no header/],
    ['a merge conflict', `${header}\n<<<<<<< HEAD\n${good}\n`, /b:2:1: is a mark of a merge conflict/],
    ['a line that was cut off', `${header}\n${good?.slice(0, 40)}\n`, /b:2:1: is no JSON/],
    ['no reason', `${header}\n${good?.replace('"w"', '""')}\n`, /b:2:1: reason: must say why/],
    ['another fingerprint', `${header}\n${good?.replace('v1:', 'v9:')}\n`, /b:2:1: fingerprint: must be v1/],
    ['an unknown field', `${header}\n${good?.replace('{', '{"token":"x",')}\n`, /b:2:1: token/],
  ])('%s', (_name, text, message) => {
    expect(() => parseBaseline(text, 'b')).toThrow(message);
  });
});
