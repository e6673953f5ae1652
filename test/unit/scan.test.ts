import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { RULES, scan } from '#index.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(71).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

describe('scan, for programs', () => {
  it('finds a token in a text and in bytes alike, and prints none of it', () => {
    const inText = scan(`é\nTOKEN = "${token}"`);
    expect(inText).toMatchObject([{ offset: 12, line: 2, column: 10, excerpt: 'TOKEN = "hf_…"' }]);
    expect(scan(Buffer.from(`é\nTOKEN = "${token}"`))).toMatchObject([{ offset: 12, line: 2, column: 10 }]);
    expect(inText[0]?.rule.id).toBe('huggingface-user-token');
    expect(JSON.stringify(inText) + inspect(inText, { depth: 9 })).not.toContain(token.slice(3));
  });

  it('looks with the rules that it is given, and no others', () => {
    expect(scan(token, { rules: RULES.filter(({ provider }) => provider === 'modal') })).toEqual([]);
    expect(scan(token, { rules: [] })).toEqual([]);
  });
});
