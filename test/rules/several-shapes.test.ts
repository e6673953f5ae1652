import { expect, it } from 'vitest';
import type { Alphabet } from '#detect/alphabet.ts';
import { createDetector } from '#detect/detector.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../support/samples.ts';

const detector = createDetector(RULES);
const sampler = createSampler(28);

/** `{base62:28}` stands for characters of an alphabet. */
function drawn(shape: string): string {
  return shape.replace(/\{([\w-]+):(\d+)\}/g, (_, alphabet: Alphabet, length: string) => sampler.token({ prefix: '', alphabet, length: Number(length) }));
}

/** Tokens that their provider gives, or gave, in more than one shape: the rule's own sample is but one of them. */
it.each([
  ['tavily-api-key', 'tvly-{base62:32}'],
  ['tavily-api-key', 'tvly-dev-{base62:32}'],
  ['tavily-api-key', 'tvly-dev-{base62:5}-{base62:42}'],
  ['tavily-api-key', 'tvly-prod-{base62:6}-{base62:42}'],
  ['render-api-key', 'rnd_{base62:28}'],
  ['render-api-key', 'rnd_{base62:32}'],
  ['heroku-api-key', 'HRKU-AA{base64url:58}'],
  ['heroku-api-key', 'HRKU-{hex-lower:8}-{hex-lower:4}-{hex-lower:4}-{hex-lower:4}-{hex-lower:12}'],
  ['docker-organization-token', 'dckr_oat_{base64url:27}'],
  ['docker-organization-token', 'dckr_oat_{base64url:32}'],
  ['anyscale-token', 'aph0_{base64url:235}'],
  ['pinecone-api-key', 'pcsk_{base62:5}_{base62:63}'],
  ['pinecone-api-key', 'pcsk_{base62:6}_{base62:63}'],
  ['fireworks-api-key', 'fw_{base62:22}'],
  ['fireworks-api-key', 'fw_{base62:24}'],
])('%s is found as %s', (id, shape) => {
  for (let draw = 0; draw < 20; draw += 1) {
    const token = drawn(shape);
    expect(detector.scan(Buffer.from(`Authorization: Bearer ${token}\n`)).map(({ rule, secret }) => [rule.id, secret.expose()])).toEqual([[id, token]]);
  }
});
