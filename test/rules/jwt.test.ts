import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createDetector } from '#detect/detector.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../support/samples.ts';

const detector = createDetector(RULES);
const sampler = createSampler(7_519);
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** From the shortest that is signed: `alg` must be there, and no registered algorithm for signatures has less than five letters. @see https://www.rfc-editor.org/rfc/rfc7515#section-4.1.1 */
const HEADERS = [
  { alg: 'HS256' },
  { alg: 'EdDSA' },
  { alg: 'HS256', typ: 'JWT' },
  { typ: 'JWT', alg: 'ES384' },
  { typ: 'at+jwt', alg: 'RS256', kid: 'key-of-2026' },
];
const PAYLOADS = [{ id: 1 }, { access: 'm' }, { iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'service_role', iat: 1_700_000_000, exp: 2_000_000_000 }];
/** HMAC with SHA-256 gives 32 bytes, ECDSA 64, RSA 256. */
const SIGNATURES = [43, 86, 342];

const TOKENS = HEADERS.flatMap((header) =>
  PAYLOADS.flatMap((payload) =>
    SIGNATURES.map((length) => `${encoded(header)}.${encoded(payload)}.${sampler.token({ prefix: '', alphabet: 'base64url', length })}`),
  ),
);

describe.each([
  ['jwt-in-use', 'ACCESS_TOKEN'],
  ['jwt-in-use', 'Authorization: Bearer '],
  ['supabase-service-role-key', 'SUPABASE_SERVICE_ROLE_KEY'],
  ['snowflake-access-token', 'SNOWFLAKE_TOKEN'],
  ['qdrant-api-key', 'QDRANT_API_KEY'],
])('%s', (id, name) => {
  it(`is found behind ${name} with every header that is signed`, () => {
    const most = id === 'supabase-service-role-key' ? 43 : 200; // Supabase signs with one secret, Qdrant too
    const expected = TOKENS.filter((token) => (token.split('.')[2] ?? '').length <= most || id === 'jwt-in-use');
    const texts = expected.map((token) => (name.endsWith(' ') ? `${name}${token}\n` : `${name}="${token}"\n`));
    expect(texts.flatMap((text) => detector.scan(Buffer.from(text)).map(({ rule }) => rule.id))).toEqual(expected.map(() => id));
  });
});

describe('a key of Supabase', () => {
  const found = (text: string): string[] => detector.scan(Buffer.from(text)).map(({ rule }) => rule.id);
  const header = encoded({ alg: 'HS256', typ: 'JWT' });
  const signed = (payload: string, secret: string): string =>
    `${header}.${payload}.${createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')}`;
  const demo = encoded({ iss: 'supabase-demo', role: 'service_role', exp: 1_983_812_996 });
  const names = ['SUPABASE_SERVICE_ROLE_KEY', 'ACCESS_TOKEN', 'QDRANT_API_KEY'];

  it.each(['', 'your-'])('is no finding when it is signed with what the documentation gives: %j', (start) => {
    const token = signed(demo, `${start}super-secret-jwt-token-with-at-least-32-characters-long`);
    for (const name of names) expect(found(`${name}="${token}"`)).toEqual([]);
  });

  it('is one when it says the same and is signed with something else', () => {
    const token = signed(demo, sampler.text(40));
    expect(names.map((name) => found(`${name}="${token}"`))).toEqual([['supabase-service-role-key'], ['jwt-in-use'], ['qdrant-api-key']]);
  });

  it('is no finding when browsers are to have it', () => {
    const anon = encoded({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon', iat: 1_700_000_000, exp: 2_000_000_000 });
    for (const line of ['apikey: ', 'Authorization: Bearer ', 'SUPABASE_API_KEY=']) expect(found(`${line}${signed(anon, sampler.text(40))}\n`)).toEqual([]);
  });

  it('is found when its payload was written with blanks and line ends, as by the generator of the documentation', () => {
    for (const payload of [JSON.stringify({ role: 'service_role', iss: 'supabase' }, null, 2), '{ "role": "service_role", "iss": "supabase" }']) {
      const token = signed(Buffer.from(payload).toString('base64url'), sampler.text(40));
      expect([found(`SERVICE_ROLE_KEY=${token}`), found(`token: ${token}`)]).toEqual([['supabase-service-role-key'], ['jwt-in-use']]);
    }
  });
});

it('is no secret where a model card proves a score with it', () => {
  const [token = ''] = TOKENS;
  const found = (text: string): string[] => detector.scan(Buffer.from(text)).map(({ rule }) => rule.id);
  expect(found(`"verified":true,"verifyToken":"${token}"`)).toEqual([]);
  expect(found(`      verified: true\n      verify_token: ${token}\n`)).toEqual([]);
  expect(found(`"verifierToken":"${token}"`)).toEqual(['jwt-in-use']);
});
