import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimsOf } from '#auth/jwt.ts';
import type { AuthLogger } from '#auth/log/logger.ts';
import { scrub } from '#auth/scrub.ts';
import { AuthValidator } from '#auth/validator.ts';
import { causesOf, describeError } from '#cli/errors.ts';
import { Secret } from '#detect/secret.ts';
import { surroundingsWith } from '../../support/surroundings.ts';

/** Whatever bytes a token may hold; long enough not to stand in a sentence by chance. */
const anyToken = fc
  .tuple(
    fc.constantFrom('hf_', 'hf_oauth_', 'hf_jwt_', 'ak-', 'as-', '', '"', ' ', 'Bearer '),
    fc.string({
      unit: fc.constantFrom(
        'q',
        'Z',
        '7',
        '\n',
        '\r',
        '\t',
        '\0',
        '\u0007',
        '\u200b',
        '\ufeff',
        'é',
        '\u{1f600}',
        '\ud800',
        '"',
        "'",
        '\\',
        '%',
        '$',
        '.',
        '-',
        '_',
        ' ',
      ),
      minLength: 24,
      maxLength: 60,
    }),
    fc.constantFrom('', '\n', '"', ' '),
  )
  .map((parts) => parts.join(''));

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A run of the token that no sentence holds. */
function piecesOf(token: string): readonly string[] {
  return token.split(/\s+/).flatMap((part) => (part.length >= 12 ? [part.slice(-12), JSON.stringify(part.slice(-12)).slice(1, -1)] : []));
}

function expectNone(output: string, token: string): void {
  for (const piece of piecesOf(token)) expect(output.includes(piece), 'a token came out').toBe(false);
}

/** The errors that clients make of a token that they cannot send, and answers that repeat it. */
const services: readonly ((token: string) => typeof fetch)[] = [
  (token) => () => Promise.reject(new TypeError(`Headers.append: "Bearer ${token}" is an invalid header value.`)),
  (token) => () => Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(`bad ${token}`), { code: 'ECONNRESET' }) })),
  (token) => async () => new Response(JSON.stringify({ error: `Invalid ${token}` }), { status: 401, headers: { 'Content-Type': 'application/json' } }),
  (token) => async () => new Response(token, { status: 403, headers: { 'X-Error-Code': encodeURIComponent(wellFormed(token)) } }),
  (token) => async () => new Response(`{"broken": "${token}`, { status: 200, headers: { 'Content-Type': 'application/json' } }),
];

describe('a token, whatever bytes it holds,', () => {
  it(
    'is in no result and no line of the log',
    () =>
      fc.assert(
        fc.asyncProperty(anyToken, fc.constantFrom(...services), async (token, service) => {
          const lines: unknown[] = [];
          const log = (...line: unknown[]): void => void lines.push(line);
          const logger: AuthLogger = { info: log, warn: log, error: log };
          for (const env of [
            { HF_TOKEN: token },
            { MODAL_TOKEN_ID: token, MODAL_TOKEN_SECRET: token, MODAL_SERVER_URL: 'http://127.0.0.1:9' },
            { MODAL_TOKEN: token },
            { HF_OIDC_RESOURCE: 'a/b', HF_OIDC_ID_TOKEN: token },
          ]) {
            const surroundings = surroundingsWith({ env: { HF_ENDPOINT: 'http://127.0.0.1:9', ...env } });
            const validator = new AuthValidator({ surroundings, fetch: service(token), logger, timeoutMs: 50, deadlineMs: 1 });
            const results = await validator.validateAllTokens().catch((error: unknown) => [describeError(error), causesOf(error)]);
            expectNone(JSON.stringify(results), token);
          }
          expectNone(JSON.stringify(lines), token);
        }),
        { numRuns: 60 },
      ),
    30_000,
  );

  it('is taken out of a text that repeats it, also encoded', () =>
    fc.assert(
      fc.property(
        anyToken,
        fc.constantFrom<(token: string) => string>(
          String,
          JSON.stringify,
          (token) => encodeURIComponent(wellFormed(token)),
          (token) => Buffer.from(token).toString('base64'),
        ),
        (token, encode) => {
          const known = scrub(`before ${encode(token)} after`, [new Secret(token, '')]);
          expectNone(known, token);
          if (wellFormed(token) === token) expect(known.includes(encode(token).slice(1, -1))).toBe(false);
        },
      ),
    ));

  it('is in no message of an unexpected error, nor in its causes, when it has a token’s shape', () => {
    const token = `hf_${'Zq7'.repeat(11)}Z`;
    const error = new Error(`Metadata value '${token}' contains illegal characters`, { cause: new Error(`https://user:${token}@huggingface.co`) });
    error.stack += `\n    at ${token} (file.js:1:1)`;
    for (const text of [describeError(error).text, causesOf(error)]) expectNone(text, token);
  });
});

it('reads the claims of whatever calls itself a JWT without falling over', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((json) => `a.${Buffer.from(json).toString('base64url')}.b`),
      ),
      (jwt) => {
        const claims = claimsOf(jwt);
        expect(claims === undefined || claims.expiresAt === null || !Number.isNaN(Date.parse(claims.expiresAt))).toBe(true);
      },
    ),
  ));
