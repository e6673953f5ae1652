import fc from 'fast-check';
import { expect, it } from 'vitest';
import { settle } from '#detect/overlaps.ts';
import type { Confidence } from '#detect/rule.ts';

const hit = (from: number, to: number, confidence: Confidence = 'high', prefix = '') => ({ from, to, rule: { confidence, sample: { prefix } } });

it('keeps the surer of two hits that share bytes, and one with a prefix before both', () => {
  const [low, high, known] = [hit(0, 20, 'low'), hit(5, 15, 'high'), hit(6, 10, 'low', 'hf_')];
  expect(settle([low, high], 100).settled).toEqual([high]);
  expect(settle([low, high, known], 100).settled).toEqual([known]);
});

it('keeps hits open that ones still to come may share bytes with', () => {
  expect(settle([hit(0, 10), hit(20, 40)], 30)).toEqual({ settled: [hit(0, 10)], open: [hit(20, 40)] });
});

it('chooses the same whatever the pieces', () => {
  const one = fc.tuple(fc.nat({ max: 100 }), fc.integer({ min: 1, max: 20 }), fc.constantFrom<Confidence>('low', 'medium', 'high'));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 20 }), fc.nat({ max: 120 }), (parts, cut) => {
      const hits = parts.map(([from, length, confidence]) => hit(from, from + length, confidence)).sort((a, b) => a.from - b.from);
      const first = settle(
        hits.filter(({ from }) => from < cut),
        cut,
      );
      const second = settle([...first.open, ...hits.filter(({ from }) => from >= cut)], Number.POSITIVE_INFINITY);
      expect([...first.settled, ...second.settled]).toEqual(settle(hits, Number.POSITIVE_INFINITY).settled);
    }),
  );
});
