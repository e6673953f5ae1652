import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shannonEntropyBits } from '#detect/entropy.ts';

function byDefinition(text: string): number {
  const units = text.split('');
  const shares = [...new Set(units)].map((unit) => units.filter((one) => one === unit).length / units.length);
  return shares.reduce((sum, share) => sum - share * Math.log2(share), 0);
}

it('is what Shannon says it is, of any text, also after another one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(shannonEntropyBits(text)).toBeCloseTo(byDefinition(text), 9);
    }),
  );
});
