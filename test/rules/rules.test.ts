import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDetector } from '#detect/detector.ts';
import type { Rule } from '#detect/rule.ts';
import { RULES } from '#rules/index.ts';
import { CONTEXTS, createSampler } from '../support/samples.ts';

const detector = createDetector(RULES);
const sampler = createSampler(20_261_123);

function found(text: string | Uint8Array): string[] {
  return detector.scan(typeof text === 'string' ? Buffer.from(text) : text).map((match) => `${match.rule.id} ${match.secret.expose()}`);
}

function only(rule: Rule, token: string): string[] {
  return [`${rule.id} ${token}`];
}

it('has one file for each rule, named like it', () => {
  const files = readdirSync(fileURLToPath(new URL('../../rules', import.meta.url))).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
  expect(files.sort()).toEqual(RULES.map((rule) => `${rule.id}.ts`).sort());
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  const token = sampler.token(rule.sample);

  it.each(rule.truePositives)('finds the token, and nothing else, in %s', (example) => {
    expect(found(example.replace('{token}', token))).toEqual(only(rule, token));
  });

  it.each(rule.trueNegatives)('passes %s', (example) => {
    expect(found(example)).toEqual([]);
  });

  it.each(CONTEXTS)('finds the token in context: %s', (_name, template) => {
    expect(found(template.replace('{token}', token))).toEqual(only(rule, token));
  });

  it.each(['utf16le', 'utf16be'])('finds the token in %s, with and without a byte order mark', (order) => {
    for (const mark of ['', '\ufeff']) {
      const bytes = Buffer.from(`${mark}TOKEN = "${token}"\r\n`, 'utf16le');
      expect(found(order === 'utf16be' ? bytes.swap16() : bytes)).toEqual(only(rule, token));
    }
  });

  it('reads adversarial megabytes to their end', () => {
    const [literal = ''] = rule.literals;
    const evil = [literal, `${literal}eyJ`, token.slice(0, -1), `${token.slice(0, -1)}-`, `${literal}${'a'.repeat(40)}`];
    for (const piece of evil) expect(found(piece.repeat(Math.ceil(2 ** 20 / piece.length))).every((one) => one.startsWith(rule.id))).toBe(true);
  });
});

describe.each(RULES.filter((rule) => rule.sample.alphabet === 'base62' && rule.id !== 'huggingface-s3-key-id').map((rule) => [rule.id, rule] as const))(
  '%s has one length',
  (_id, rule) => {
    const token = sampler.token(rule.sample);

    it('passes a token that is one character short', () => expect(found(`x = "${token.slice(0, -1)}"`)).toEqual([]));
    it('passes a token that is one character long', () => expect(found(`x = "${token}a"`)).toEqual([]));
  },
);

it('does not find a token inside a word or a hash', () => {
  const token = sampler.token({ prefix: 'ak-', alphabet: 'base62', length: 22 });
  expect(found(`bre${token} 0-${token} x_${token}`)).toEqual([]);
});
