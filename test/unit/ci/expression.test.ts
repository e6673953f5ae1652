import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expressionsIn, parseExpression } from '#ci/workflow/expression.ts';

function secretsOf(text: string): readonly string[] {
  return expressionsIn(text).flatMap((one) => parseExpression(one).secrets.map(({ kind, name }) => (kind === 'name' ? name : kind)));
}

it.each([
  ['${{ secrets.HF_TOKEN }}', ['HF_TOKEN']],
  ['${{secrets.hf_token}}', ['HF_TOKEN']],
  ["${{ secrets['HF_TOKEN'] }} and ${{ SECRETS.B }}", ['HF_TOKEN', 'B']],
  ["${{ format('{0}:{1}', secrets.ID, secrets.KEY) }}", ['ID', 'KEY']],
  ["${{ secrets.A || (inputs.x == 'y' && secrets.B) || !secrets.C }}", ['A', 'B', 'C']],
  ['${{ toJSON(secrets) }}', ['all']],
  ['${{ secrets[matrix.name] }}', ['dynamic']],
  ["${{ secrets[format('{0}_TOKEN', secrets.WHICH)] }}", ['dynamic', 'WHICH']],
  ['${{ fromJSON(secrets.MODAL).id }}', ['MODAL']],
  ["${{ 'secrets.NOT' }} secrets.NOT ${{ 'it''s }} secrets.NOT' }}", []],
  ["${{ env.secrets.x }} ${{ hashFiles('**/lock') }}", []],
])('finds in %s the secrets %j', (text, names) => {
  expect(secretsOf(text)).toEqual(names);
});

it('knows that a part of a secret is taken', () => {
  const [expression] = expressionsIn('${{ fromJSON(secrets.MODAL).id }}');
  expect(parseExpression(expression as never).secrets).toEqual([{ kind: 'name', name: 'MODAL', structured: true }]);
});

it.each(['${{ secrets.A', '${{ secrets. }}', '${{ nosuch.x }}', '${{ f( }}', '${{ a b }}'])('says of %s that it does not parse', (text) => {
  expect(expressionsIn(text).map((one) => parseExpression(one).error)).toEqual([expect.stringMatching(/./)]);
});

it('never throws, and never loses a closed expression', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom('${{', '}}', "'", 'secrets.A', ' ', 'x'), fc.string())), (pieces) => {
      for (const one of expressionsIn(pieces.join(''))) expect(() => parseExpression(one)).not.toThrow();
      expect(secretsOf(`\${{ secrets.FIRST }}${pieces.join('')}`)[0]).toBe('FIRST');
    }),
  );
});
