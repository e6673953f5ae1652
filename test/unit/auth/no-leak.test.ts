import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimsOf } from '#auth/jwt.ts';
import type { AuthLogger } from '#auth/log/logger.ts';
import { scrub, unexpectedError } from '#auth/scrub.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { AuthValidator } from '#auth/validator.ts';
import { causesOf, describeError } from '#cli/errors.ts';
import { Secret } from '#detect/secret.ts';
import { startModal } from '../../support/modal-server.ts';
import { surroundingsWith } from '../../support/surroundings.ts';

const PREFIXES = ['hf_', 'hf_oauth_', 'hf_jwt_', 'hf_oauth__refresh_', 'api_org_', 'ak-', 'as-', 'wk-', '', '"', ' ', 'Bearer ', 'HF_TOKEN=', '${', '***'];

const ODD = ['\n', '\r', '\t', '\0', '\u0007', '\u001b', '\u200b', '\ufeff', 'é', '日', '\u{1f600}', '\ud800', ' '];
const ASCII = Array.from({ length: 0x7e - 0x20 }, (_, index) => String.fromCharCode(0x21 + index));

/** What a header can carry: such a token is sent. */
const sendable = fc.string({ unit: fc.constantFrom(...ASCII), minLength: 24, maxLength: 60 });

/** Whatever bytes; and one odd character in what could be sent. Long enough not to stand in a sentence by chance. */
const body = fc.oneof(
  sendable,
  fc.string({ unit: fc.constantFrom(...ODD, 'q', 'Z', '7', '"', "'", '\\', '%', '.', '-'), minLength: 24, maxLength: 60 }),
  fc.uint8Array({ minLength: 24, maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.uint8Array({ minLength: 24, maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
  fc.tuple(sendable, fc.constantFrom(...ODD), sendable).map((parts) => parts.join('')),
);

const anyToken = fc.tuple(fc.constantFrom(...PREFIXES), body, fc.constantFrom('', '\n', '"', ' ')).map((parts) => parts.join(''));
const sentToken = fc.tuple(fc.constantFrom('hf_', 'hf_oauth_', 'hf_jwt_'), sendable).map((parts) => parts.join(''));

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Runs of the token that no sentence holds: the last twelve characters of each word, and of the halves of long ones, as they are and as JSON. */
function piecesOf(token: string): readonly string[] {
  const words = token.split(/[^!-~\u00a1-\uffff]+/);
  const runs = words.flatMap((word) => (word.length >= 24 ? [word.slice(-12), word.slice(-24, -12)] : word.length >= 12 ? [word.slice(-12)] : []));
  return runs.filter((run) => new Set(run).size > 4).flatMap((run) => [run, JSON.stringify(run).slice(1, -1)]);
}

function expectNone(output: string, token: string): void {
  for (const piece of piecesOf(token)) expect(output.includes(piece), `a token came out: ${JSON.stringify(piece)}`).toBe(false);
}

/** Everything that can be made out of a value by those who print it: causes, hidden fields and stacks included. */
function allOf(value: unknown): string {
  const shown = inspect(value, { depth: null, showHidden: true, maxArrayLength: null, maxStringLength: null });
  const asError = value instanceof Error ? [describeError(value).text, causesOf(value), value.message, value.stack, allOf(value.cause)] : [];
  return [shown, JSON.stringify(value), String(value), ...asError].join('\n');
}

/** The errors that clients make of a token that they cannot send, and answers that repeat it. */
const services: readonly ((token: string) => typeof fetch)[] = [
  (token) => () => Promise.reject(new TypeError(`Headers.append: "Bearer ${token}" is an invalid header value.`)),
  (token) => () => Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(`bad ${token}`), { code: 'ECONNRESET' }) })),
  (token) => () => Promise.reject(Object.assign(new Error(`read ${token}`), { code: 'ECONNRESET' })),
  (token) => () => Promise.reject(Object.assign(new TypeError(`mistake with ${token}`, { cause: new Error(token) }), { code: 'ERR_INVALID_ARG_TYPE', token })),
  (token) => () => Promise.reject(token),
  (token) => async () => new Response(JSON.stringify({ error: `Invalid ${token}` }), { status: 401, headers: { 'Content-Type': 'application/json' } }),
  (token) => async () => new Response(JSON.stringify({ errors: [{ message: token }] }), { status: 503, headers: { 'Retry-After': '0' } }),
  (token) => async () => new Response(token, { status: 403, headers: { 'X-Error-Code': encodeURIComponent(wellFormed(token)) } }),
  (token) => async () => new Response(`{"broken": "${token}`, { status: 200, headers: { 'Content-Type': 'application/json' } }),
  (token) => async () => new Response(null, { status: 302, headers: { Location: `https://other.invalid/${encodeURIComponent(wellFormed(token))}` } }),
  (token) => async (url) =>
    new Response(JSON.stringify(String(url).includes('/api/') ? { error: `Who is ${token}?` } : { value: token, access_token: token, expires_in: 60 }), {
      status: String(url).includes('/api/') ? 401 : 200,
    }),
  (token) => async () => new Response(JSON.stringify({ type: 'user', name: 'a', auth: { type: 'access_token' }, token }), { status: 200 }),
];

/** Raise it to hunt: ten thousand take a minute. */
const RUNS = 800;

type Place = Parameters<typeof surroundingsWith>[0];

/** Every way in which a token reaches a validator, right and wrong. */
const places: readonly ((token: string) => Place)[] = [
  (token) => ({ env: { HF_TOKEN: token } }),
  (token) => ({ env: { HF_TOKEN: ' ', HUGGING_FACE_HUB_TOKEN: token } }),
  (token) => ({ env: { HUGGINGFACE_TOKEN: token } }),
  (token) => ({
    env: { HF_TOKEN_PATH: '/t' },
    files: { '/t': token, '/stored_tokens': `[oauth]\nhf_token = ${token}\nrefresh_token = ${token}\nexpires_at = 1\n` },
  }),
  (token) => ({ env: { HF_TOKEN_PATH: '/t' }, files: { '/stored_tokens': `[a]\nhf_token = ${token}\n` } }),
  (token) => ({ env: { HF_OIDC_RESOURCE: 'a/b', HF_OIDC_ID_TOKEN: token } }),
  (token) => ({
    env: { HF_OIDC_RESOURCE: 'a/b', GITHUB_ACTIONS: 'true', ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:59999/', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token },
  }),
  (token) => ({ env: { HF_TOKEN: token, HTTPS_PROXY: `http://u:${encodeURIComponent(wellFormed(token))}@127.0.0.1:59999` } }),
  (token) => ({ env: { MODAL_TOKEN_ID: token, MODAL_TOKEN_SECRET: token } }),
  (token) => ({ env: { MODAL_TOKEN_ID: token } }),
  (token) => ({ env: { MODAL_TOKEN: token } }),
  (token) => ({
    env: { MODAL_TOKEN_SECRET: token },
    files: { '/home/a/.modal.toml': `[a]\ntoken_id = ${JSON.stringify(wellFormed(token))}\nactive = true\n` },
  }),
  (token) => ({ files: { '/home/a/.modal.toml': `[a]\ntoken_id = ${token}\ntoken_secret = "${token}"\n` } }),
  (token) => ({ files: { '/home/a/.modal.toml': `token_id = ${JSON.stringify(wellFormed(token))}\n` } }),
];

const SERVICES = { HF_ENDPOINT: 'http://127.0.0.1:59999', MODAL_SERVER_URL: 'http://127.0.0.1:59999' };

async function outcomes(place: Place, settings: Partial<ValidationSettings>): Promise<readonly unknown[]> {
  const lines: unknown[] = [];
  const log = (...line: unknown[]): void => void lines.push(line);
  const logger: AuthLogger = { info: log, warn: log, error: log };
  const surroundings = surroundingsWith({ ...place, env: { ...SERVICES, ...place?.env } });
  const validator = new AuthValidator({ surroundings, logger, timeoutMs: 50, deadlineMs: 1, ...settings });
  const settled = await Promise.allSettled([validator.validateHfToken(), validator.validateModalToken(), validator.validateAllTokens()]);
  return [...settled.map((one) => (one.status === 'fulfilled' ? one.value : one.reason)), lines];
}

describe('a token, whatever bytes it holds,', () => {
  it(
    'is in no result, error, cause or line of the log, from wherever it came',
    () =>
      fc.assert(
        fc.asyncProperty(anyToken, fc.constantFrom(...places), fc.constantFrom(...services), async (token, place, service) => {
          for (const outcome of await outcomes(place(token), { fetch: service(token) })) expectNone(allOf(outcome), token);
        }),
        { numRuns: RUNS },
      ),
    60_000,
  );

  it(
    'is in none of them when it is sent, and comes back in errors and answers',
    () =>
      fc.assert(
        fc.asyncProperty(sentToken, fc.constantFrom(...services), async (token, service) => {
          for (const offline of [false, true])
            for (const outcome of await outcomes({ env: { HF_TOKEN: token } }, { fetch: service(token), offline })) expectNone(allOf(outcome), token);
        }),
        { numRuns: RUNS },
      ),
    60_000,
  );

  it('is in none of them when it goes to Modal, and comes back in its answers', async () => {
    const modal = await startModal();
    const half = fc.string({ unit: fc.constantFrom(...ASCII), minLength: 24, maxLength: 60 });
    const property = fc.asyncProperty(half, half, fc.constantFrom(0, 3, 7, 8, 9, 12, 16), async (id, secret, code) => {
      const pair = { MODAL_TOKEN_ID: `ak-${id}`, MODAL_TOKEN_SECRET: `as-${secret}`, MODAL_SERVER_URL: modal.url };
      modal.warning = encodeURIComponent(pair.MODAL_TOKEN_SECRET);
      modal.accounts.set(pair.MODAL_TOKEN_ID, { secret: pair.MODAL_TOKEN_SECRET, username: 'alice' });
      modal.script.splice(0, 9, ...(code === 0 ? [] : [{ code, details: `Metadata value '${pair.MODAL_TOKEN_ID}' of ${pair.MODAL_TOKEN_SECRET}` }]));
      for (const outcome of await outcomes({ env: pair }, { timeoutMs: 2_000, deadlineMs: 100 }))
        for (const token of [pair.MODAL_TOKEN_ID, pair.MODAL_TOKEN_SECRET]) expectNone(allOf(outcome), token);
    });
    await fc.assert(property, { numRuns: 60 });
    expect(modal.seen.length).toBeGreaterThan(30);
  }, 30_000);

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

  it('is in no error that stands for one of the program, nor in its causes and hidden fields', () =>
    fc.assert(
      fc.property(anyToken, (token) => {
        const inner = Object.assign(new Error(`inner ${token}`, { cause: token }), { token, headers: { authorization: `Bearer ${token}` } });
        const error = new AggregateError([inner, new Error(token)], `Metadata value '${token}' contains illegal characters`, { cause: inner });
        error.stack += `\n    at ${token} (file.js:1:1)`;
        expectNone(allOf(unexpectedError(error, [new Secret(token, '')])), token);
      }),
    ));

  it('is in no message of an unexpected error, nor in its causes, when it has a token’s shape', () => {
    const token = `hf_${'Zq7'.repeat(11)}Z`;
    const error = new Error(`Metadata value '${token}' contains illegal characters`, { cause: new Error(`https://user:${token}@huggingface.co`) });
    error.stack += `\n    at ${token} (file.js:1:1)`;
    for (const text of [describeError(error).text, causesOf(error)]) expect(text).not.toMatch(/q7Zq7|7Z/);
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
