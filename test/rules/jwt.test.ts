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

it('is no secret where a model card proves a score with it', () => {
  const [token = ''] = TOKENS;
  const found = (text: string): string[] => detector.scan(Buffer.from(text)).map(({ rule }) => rule.id);
  expect(found(`"verified":true,"verifyToken":"${token}"`)).toEqual([]);
  expect(found(`      verified: true\n      verify_token: ${token}\n`)).toEqual([]);
  expect(found(`"verifierToken":"${token}"`)).toEqual(['jwt-in-use']);
});
