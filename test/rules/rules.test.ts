import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDetector } from '#detect/detector.ts';
import type { Rule } from '#detect/rule.ts';
import { RULES } from '#rules/index.ts';
import { contextsOf, createSampler, filledIn } from '../support/samples.ts';

const detector = createDetector(RULES);
const sampler = createSampler(20_261_123);
const EVERY = RULES.map((rule) => [rule.id, rule] as const);
const EVIL_BYTES = 2 ** 16;

function found(text: string | Uint8Array): string[] {
  return detector.scan(typeof text === 'string' ? Buffer.from(text) : text).map((match) => `${match.rule.id} ${match.secret.expose()}`);
}

/** What a rule finds, apart from what else is found. */
function foundBy(rule: Rule, text: string): string[] {
  return found(text).filter((one) => one.startsWith(`${rule.id} `));
}

/** Contexts in which something else is found than this rule's token. */
function missedIn(rule: Rule, token: string): string[] {
  const wanted = JSON.stringify([`${rule.id} ${token}`]);
  return contextsOf(rule)
    .filter(([, template]) => JSON.stringify(found(filledIn(template, rule, token))) !== wanted)
    .map(([name, template]) => `${name}: ${found(filledIn(template, rule, token)).map((one) => one.split(' ')[0])}`);
}

/** The pattern ends with a counted run, so that the token has one length. */
function hasOneLength({ pattern }: Rule): boolean {
  return /\{\d+\}\)\(\?!/.test(pattern.source);
}

it('has one file for each rule, named like it', () => {
  const files = readdirSync(fileURLToPath(new URL('../../rules', import.meta.url))).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
  expect(files.sort()).toEqual(RULES.map((rule) => `${rule.id}.ts`).sort());
});

it('has rules with ids of their own, for many providers', () => {
  expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
  expect(RULES.length).toBeGreaterThanOrEqual(120);
});

/** Whom the people leak who leak tokens of Hugging Face and Modal: one that has no rule any more is a gap. */
const PROVIDERS =
  'huggingface modal openai anthropic google aws azure github gitlab npm pypi docker slack stripe sendgrid twilio wandb kaggle replicate cohere mistral groq xai ' +
  'perplexity together fireworks elevenlabs pinecone weaviate qdrant langsmith langfuse nvidia runpod lambda vast coreweave databricks snowflake comet neptune clearml ' +
  'roboflow label-studio ultralytics civitai jina voyage tavily exa supabase vercel netlify cloudflare digitalocean heroku telegram discord sentry datadog private-key jwt url generic';

it('has rules for every provider that it names', () => {
  const known = new Set(RULES.map((rule) => rule.provider));
  expect(PROVIDERS.split(' ').filter((provider) => !known.has(provider))).toEqual([]);
});

describe.each(EVERY)('%s', (_id, rule) => {
  const token = sampler.secret(rule);

  it('names its sources and the way to revoke', () => {
    for (const url of [...rule.references, rule.remediation.url]) expect(url).toMatch(/^https:\/\/[\w.-]+\.[a-z]+/);
    expect(rule.references.length).toBeGreaterThan(0);
  });

  it.each(rule.truePositives)('finds the token, and nothing else, in %s', (example) => {
    expect(found(filledIn(example, rule, token))).toEqual([`${rule.id} ${token}`]);
  });

  it('passes what only looks like it', () => {
    expect(rule.trueNegatives.flatMap((example) => found(example))).toEqual([]);
    expect(rule.trueNegatives.length).toBeGreaterThan(0);
  });

  it('finds the token in every syntax', () => {
    expect(missedIn(rule, token)).toEqual([]);
  });

  it.each(['utf16le', 'utf16be'])('finds the token in %s, with and without a byte order mark', (order) => {
    for (const mark of ['', '\ufeff']) {
      const bytes = Buffer.from(`${mark}${filledIn(rule.truePositives[0] ?? '', rule, token)}\r\n`, 'utf16le');
      expect(found(order === 'utf16be' ? bytes.swap16() : bytes)).toEqual([`${rule.id} ${token}`]);
    }
  });

  it('reads adversarial text to its end', () => {
    const alone = createDetector([rule], { capacity: 2 ** 18 });
    const [literal = ''] = rule.literals;
    const evil = [literal, `${literal}eyJ`, token.slice(0, -1), `${token.slice(0, -1)}-`, `${literal}${'a'.repeat(40)}`, `${literal} = "${'0'.repeat(40)} `];
    for (const piece of evil) {
      const text = piece.repeat(Math.ceil(EVIL_BYTES / piece.length));
      expect(alone.scan(Buffer.from(text)).every(({ offset }) => offset < text.length)).toBe(true);
    }
  });
});

describe.each(EVERY.filter(([, rule]) => hasOneLength(rule)))('%s has one length', (_id, rule) => {
  const token = sampler.secret(rule);

  it.each([token.slice(0, -1), `${token}a`])('passes a token that is one character short or long', (odd) => {
    expect(foundBy(rule, filledIn('x {name} = "{token}"', rule, odd))).toEqual([]);
  });
});

describe.each(EVERY.filter(([, rule]) => rule.checksum !== undefined))('%s has a checksum', (_id, rule) => {
  it('passes a token whose checksum is wrong', () => {
    const token = sampler.secret(rule);
    const last = token.at(-1) === '0' ? '1' : '0';
    expect(foundBy(rule, `x = "${token.slice(0, -1)}${last}"`)).toEqual([]);
  });
});

it('does not find a token inside a word or a hash', () => {
  const token = sampler.token({ prefix: 'ak-', alphabet: 'base62', length: 22 });
  expect(found(`bre${token} 0-${token} x_${token}`)).toEqual([]);
});
