import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, it } from 'vitest';
import { ignoresCase, longest, requiredTexts } from '#detect/own/requirements.ts';
import { parsePattern } from '#detect/own/syntax.ts';

function texts(source: string): readonly string[] | undefined {
  return requiredTexts(parsePattern(source))?.texts;
}

it.each([
  [String.raw`(?i)acme[_-]?key\s*=\s*(?P<secret>[a-z0-9]{32})`, ['acme']],
  ['(?:foo|barbaz)_key_[0-9]+', ['foo_key_', 'barbaz_key_']],
  ['(ghp|gho)_[A-Za-z]{36}', ['ghp_', 'gho_']],
  ['ab?cde+fgh', ['fgh']],
  ['[Aa]pi_key', ['Api_key', 'api_key']],
  [String.raw`\Qa.b\Ec`, ['a.bc']],
  ['[a-z]{20}', undefined],
  ['a|bcd', undefined],
  ['(?:abc)*de', undefined],
])('takes from %s the texts that every match holds', (source, expected) => {
  expect(texts(source)).toEqual(expected);
});

it('takes a text along only if every match holds it, whatever the pattern', () => {
  const atom = fc.constantFrom('abc', 'de', '[xy]', '[^x]', '.', String.raw`\d`, String.raw`\x41`, '(?i:Q)', 'foo');
  const pattern = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
      fc.tuple(tie('node'), fc.constantFrom('?', '*', '+', '{2}', '{0,2}', '{1,}?')).map(([a, q]) => `(?:${a})${q}`),
    ),
  })).node;
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'x', 'y', '1', 'A', 'q', 'f', 'o'), maxLength: 30 });
  let matched = 0;
  fc.assert(
    fc.property(pattern, text, (source, content) => {
      const tree = parsePattern(source);
      const matcher = RE2JS.compile(source).matcher(content);
      while (matcher.find()) {
        const match = matcher.group() ?? '';
        matched += 1;
        expect(match.length).toBeLessThanOrEqual(longest(tree));
        const found = ignoresCase(tree) ? match.toLowerCase() : match;
        const wanted = requiredTexts(tree)?.texts.map((one) => (ignoresCase(tree) ? one.toLowerCase() : one));
        expect(wanted === undefined || wanted.some((one) => found.includes(one)), `${source} in ${match}`).toBe(true);
      }
    }),
    { numRuns: 3000, seed: 6 },
  );
  expect(matched).toBeGreaterThan(500);
});
