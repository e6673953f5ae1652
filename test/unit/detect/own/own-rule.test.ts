import { describe, expect, it } from 'vitest';
import { createDetector } from '#detect/detector.ts';
import { compileOwnRule, type OwnRuleSpec } from '#detect/own/own-rule.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../../../support/samples.ts';

const sampler = createSampler(61);

function spec(pattern: string, more: Partial<OwnRuleSpec> = {}): OwnRuleSpec {
  return {
    id: 'acme-key',
    title: 'Acme key',
    description: 'Opens Acme.',
    provider: 'acme',
    severity: 'high',
    confidence: 'medium',
    pattern,
    left: 'any',
    minEntropyBits: 0,
    ignore: [],
    truePositives: [],
    trueNegatives: [],
    remediation: { help: 'Revoke it.', url: 'https://acme.example' },
    references: [],
    ...more,
  };
}

function found(rule: OwnRuleSpec, text: string | Buffer, capacity?: number): string[] {
  const detector = createDetector([...RULES, compileOwnRule(rule)], capacity === undefined ? {} : { capacity });
  return detector.scan(Buffer.from(text)).map((match) => `${match.line}:${match.column} ${match.rule.id} ${match.secret.expose()}`);
}

const assignment = String.raw`(?i)acme[_-]?key\s*=\s*['"](?P<secret>[a-z0-9]{16})['"]`;

describe('a rule of the user', () => {
  it('finds the group `secret`, in any case of its literal, at its line and column', () => {
    const key = sampler.text(16, 'abcdef0123456789');
    expect(found(spec(assignment), `a\nb ACME_Key = "${key}"\n`)).toEqual([`2:15 acme-key ${key}`]);
  });

  it('finds the same in UTF-16, and across pieces of content', () => {
    const key = sampler.text(16, 'abcdef0123456789');
    const text = `${'x\n'.repeat(600_000)}acmekey="${key}"`;
    expect(found(spec(assignment), text)).toEqual([`600001:10 acme-key ${key}`]);
    expect(found(spec(assignment), Buffer.from(`acmekey="${key}"`, 'utf16le'))).toEqual([`1:10 acme-key ${key}`]);
  });

  it('finds several on one line, each once, and counts lines backwards where a match starts before the last one', () => {
    const keys = [1, 2, 3].map(() => sampler.text(16, 'abcdef0123456789'));
    const rule = spec(String.raw`(?P<secret>[0-9a-f]{16})\n?=acme`);
    expect(found(rule, `${keys[0]}\n=acme ${keys[1]}=acme\n${keys[2]}=acme`).map((one) => one.split(' ')[0])).toEqual(['1:1', '2:7', '3:1']);
  });

  it('gives way to a built-in rule that knows the token in it', () => {
    const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
    expect(found(spec(String.raw`(?i)token\s*=\s*"(?P<secret>[^"]{8,80})"`), `TOKEN = "${token}"`)).toEqual([`1:10 huggingface-user-token ${token}`]);
  });

  it('passes what has too little entropy, and what a pattern of `ignore` matches', () => {
    const rule = spec(assignment, { minEntropyBits: 2, ignore: ['^0000'] });
    expect(found(rule, 'acmekey="aaaaaaaaaaaaaaaa" acmekey="0000abcdef123456" acmekey="1000abcdef123456"').length).toBe(1);
  });

  it('masks its neighbours in the excerpt', () => {
    const [first, second] = [sampler.text(16, 'abcdef0123456789'), sampler.text(16, 'abcdef0123456789')] as const;
    const excerpt = createDetector([compileOwnRule(spec(assignment))]).scan(Buffer.from(`acmekey="${first}" acmekey="${second}"`))[0]?.excerpt ?? '';
    expect(excerpt).toContain('acmekey=');
    expect([first, second].some((key) => excerpt.includes(key))).toBe(false);
  });

  it('ends in bounded time on patterns that would take for ever elsewhere', () => {
    const catastrophic = spec('acme(?P<secret>(?:a+)+)b');
    expect(found(catastrophic, `acme${'a'.repeat(300_000)}`)).toEqual([]);
    expect(found(spec('acme(?P<secret>(?:a|a|aa)*)b'), 'acmeaaaa'.repeat(20_000))).toEqual([]);
  });
});

describe('a pattern that cannot be used is refused:', () => {
  it.each([
    ['a look-ahead', 'acme(?!x)', /look-arounds and back-references do not run in linear time/],
    ['a back-reference', String.raw`(?P<secret>acme)\1`, /look-arounds and back-references/],
    ['no text that every match holds', '[a-z]{20}', /holds no text of 3 or more characters/],
    ['groups without `secret`', '(acme)_[a-z]+', /none is named `secret`/],
    ['slashes', '/acme[0-9]+/i', /between slashes/],
    ['the empty text', '(?:acme)?', /matches the empty text/],
    ['characters beyond ASCII', 'clé_[0-9]+', /beyond ASCII/],
    ['too many instructions', 'acme[a-z]{1000}(?:[0-9]{1000}){1}[a-z]{900}', /is too large/],
    ['a missing bracket', 'acme[a-z', /missing closing \]/],
  ])('%s', (_name, pattern, message) => {
    expect(() => compileOwnRule(spec(pattern))).toThrow(message);
  });

  it('literals of fewer than three characters', () => {
    expect(() => compileOwnRule(spec('[a-z]{20}', { literals: ['ab'] }))).toThrow(/3 to 64 printable ASCII/);
  });
});
