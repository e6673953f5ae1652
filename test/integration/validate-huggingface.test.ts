import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseNeeds } from '#auth/needs.ts';
import type { TokenValidationResult } from '#auth/result.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { AuthValidator } from '#auth/validator.ts';
import { type Answer, classicAccount, fineGrainedAccount, type Hub, html, json, listen, startHub } from '../support/hub-server.ts';
import { temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';
import { surroundingsWith } from '../support/surroundings.ts';

const sampler = createSampler(403);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

function jwt(prefix: string, claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${prefix}${part({ alg: 'EdDSA' })}.${part(claims)}.${sampler.text(86)}`;
}

const soon = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

async function validate(hub: Pick<Hub, 'endpoint'>, settings: Partial<ValidationSettings> = {}, env: Record<string, string> = { HF_TOKEN: token }) {
  const surroundings = surroundingsWith({ env: { HF_ENDPOINT: hub.endpoint, ...env } });
  const result = await new AuthValidator({ surroundings, timeoutMs: 2_000, deadlineMs: 1_000, ...settings }).validateHfToken();
  for (const secret of Object.values(env).filter((value) => value.length > 30 && !value.startsWith('http')))
    expect(JSON.stringify(result)).not.toContain(secret.slice(-20));
  return result;
}

async function validateWith(account: object, needs?: string): Promise<TokenValidationResult> {
  const hub = await startHub();
  hub.accounts.set(token, account);
  return validate(hub, needs === undefined ? {} : { needs: parseNeeds(needs) });
}

describe('what the Hub accepts', () => {
  it('tells owner, kind, role, organisations and dates of a classic token, and no e-mail address', async () => {
    const orgs = [
      { type: 'org', id: '1', name: 'acme', fullname: 'Acme', email: 'x@example.invalid', roleInOrg: 'write', securityRestrictions: ['token-policy'] },
    ];
    const result = await validateWith(classicAccount('write', { orgs }));
    expect(result).toMatchObject({
      tokenType: 'HF_TOKEN',
      status: 'valid',
      problem: null,
      source: { kind: 'environment', name: 'HF_TOKEN' },
      identity: {
        kind: 'user',
        name: 'alice',
        tokenName: 'ci',
        tokenKind: 'classic',
        role: 'write',
        organisations: [{ name: 'acme', role: 'write', restrictions: ['token-policy'] }],
      },
      createdAt: '2023-01-01T00:00:00.000Z',
      expiresAt: null,
      notes: [{ code: 'organisation-restricts' }],
      service: { status: 200, requestId: 'Root=1-6741f000-0123456789abcdef01234567', retryAfterMs: null },
    });
    expect(JSON.stringify(result)).not.toContain('example.invalid');
  });

  it('lists the scopes of a fine-grained token', async () => {
    const scoped = [
      { entity: { _id: '5', type: 'user', name: 'alice' }, permissions: ['repo.content.read', 'repo.write'] },
      { entity: { _id: '6', type: 'collection' }, permissions: ['collection.read'] },
    ];
    const result = await validateWith(fineGrainedAccount(scoped, { gated: true, global: ['discussion.write'] }));
    expect(result).toMatchObject({
      status: 'valid',
      identity: { tokenKind: 'fine-grained', role: 'fineGrained' },
      scopes: ['repo.content.read user:alice', 'repo.write user:alice', 'collection.read collection', 'discussion.write', 'gated repositories'],
    });
  });

  it('reads scopes and date of an OAuth token from the token and the answer', async () => {
    const hub = await startHub();
    const oauth = jwt('hf_oauth_', { exp: soon(86_400), scope: 'openid write-repos' });
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    hub.accounts.set(oauth, classicAccount('read', { auth: { type: 'oauth', expiresAt } }));
    const result = await validate(hub, { needs: parseNeeds('write') }, { HF_TOKEN: oauth });
    expect(result).toMatchObject({ status: 'valid', identity: { tokenKind: 'oauth', role: null }, scopes: ['openid', 'write-repos'], expiresAt });
    expect(await validate(hub, { needs: parseNeeds('gated') }, { HF_TOKEN: oauth })).toMatchObject({ status: 'insufficient' });
    expect(await validate(hub, { minDays: 1 }, { HF_TOKEN: oauth })).toMatchObject({ status: 'expiring', problem: 'expiring' });
  });

  it('reads the answer for an application', async () => {
    const hub = await startHub();
    const app = jwt('hf_jwt_', { exp: soon(3_600) });
    const scope = { role: 'write', entities: [{ type: 'model', name: 'acme/m' }, 'acme/d'] };
    hub.accounts.set(app, { type: 'app', id: '1', name: 'publisher', scope, auth: { type: 'app_token' } });
    const result = await validate(hub, { needs: parseNeeds('repo:acme/m') }, { HF_TOKEN: app });
    expect(result).toMatchObject({ status: 'valid', identity: { kind: 'app', tokenKind: 'oidc' }, scopes: ['write model:acme/m', 'write repository:acme/d'] });
    expect(await validate(hub, { needs: parseNeeds('repo:acme/other') }, { HF_TOKEN: app })).toMatchObject({ status: 'insufficient' });
  });

  it('takes no refusal of whoami for proof against a token of a trusted publisher', async () => {
    const hub = await startHub();
    expect(await validate(hub, {}, { HF_TOKEN: jwt('hf_jwt_', { exp: soon(3_600) }) })).toMatchObject({ status: 'unknown', problem: 'oidc-whoami-silent' });
  });

  it('asks once, without a slash too many, and says who asks', async () => {
    const hub = await startHub();
    hub.accounts.set(token, classicAccount('read'));
    expect(await validate({ endpoint: `${hub.endpoint}//` })).toMatchObject({ status: 'valid' });
    expect(hub.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/whoami-v2']);
    expect(hub.seen[0]?.headers).toMatchObject({ accept: 'application/json', 'user-agent': expect.stringMatching(/^auth-guard\//) });
  });
});

const org = (role: string, securityRestrictions: string[] = []): object => ({ type: 'org', name: 'acme', roleInOrg: role, securityRestrictions });
const right = (type: string, name: string, ...permissions: string[]): object => ({ entity: { type, name }, permissions });

describe('what a token is needed for', () => {
  it.each<[string, object, string, string]>([
    ['a classic read token does not write', classicAccount('read'), 'write', 'insufficient'],
    ['a classic write token does', classicAccount('write'), 'write', 'valid'],
    ['a classic token reads gated repositories', classicAccount('read'), 'gated', 'valid'],
    ['one writes to what is one’s own', classicAccount('write'), 'repo:Alice/m', 'valid'],
    ['not to what is another’s', classicAccount('write'), 'repo:bob/m', 'insufficient'],
    ['to an organisation’s as a writer', classicAccount('write', { orgs: [org('write')] }), 'repo:acme/m', 'valid'],
    ['not as a reader', classicAccount('write', { orgs: [org('read')] }), 'repo:acme/m', 'insufficient'],
    ['as a contributor to some', classicAccount('write', { orgs: [org('contributor')] }), 'repo:acme/m', 'unknown'],
    ['not past its policy', classicAccount('write', { orgs: [org('admin', ['sso'])] }), 'repo:datasets/acme/d', 'insufficient'],
    ['a role that is not known decides nothing', classicAccount('god' as 'read'), 'write', 'unknown'],
    ['fine-grained, without any right', fineGrainedAccount([]), 'write', 'insufficient'],
    ['fine-grained, on a user', fineGrainedAccount([right('user', 'alice', 'repo.write')]), 'write,repo:alice/m', 'valid'],
    ['fine-grained, on that model', fineGrainedAccount([right('model', 'alice/m', 'repo.write')]), 'repo:alice/m', 'valid'],
    ['fine-grained, on a dataset of that name', fineGrainedAccount([right('dataset', 'alice/m', 'repo.write')]), 'repo:alice/m', 'insufficient'],
    ['fine-grained, reading alone', fineGrainedAccount([right('model', 'alice/m', 'repo.content.read')]), 'repo:alice/m', 'insufficient'],
    ['fine-grained, on a group', fineGrainedAccount([right('resource-group', 'g', 'repo.write')], { orgs: [org('write')] }), 'repo:acme/m', 'unknown'],
    ['fine-grained, gated not ticked', fineGrainedAccount([]), 'gated', 'insufficient'],
    ['fine-grained, gated ticked', fineGrainedAccount([], { gated: true }), 'gated', 'valid'],
  ])('%s', async (_title, account, needs, status) => {
    const result = await validateWith(account, needs);
    expect(result).toMatchObject({ status, identity: { name: 'alice' } });
    expect(result.message).toMatch(/\.$/);
  });

  it('names the page that makes the token that is missing', async () => {
    const result = await validateWith(fineGrainedAccount([]), 'gated,write');
    expect(result.help).toContain('/settings/tokens/new?tokenType=fineGrained&ownUserPermissions=repo.write&canReadGatedRepos=true');
  });

  it.each(['', 'admin', 'repo:', 'repo:a', 'write,,repo:a/b/c/d'])('refuses "%s"', (needs) => {
    expect(() => parseNeeds(needs)).toThrow(/nothing that a token can be needed for/);
  });
});

/** An address where nothing listens any more. */
async function closedPort(): Promise<string> {
  const server = createServer();
  const endpoint = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return endpoint;
}

const hang: Answer = () => undefined;
const reset: Answer = (response) => void response.socket?.resetAndDestroy();
const truncated: Answer = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '5000' });
  response.write('{"type":"user"');
  setTimeout(() => response.socket?.destroy(), 20);
};

describe('what the Hub does not accept, or does not say', () => {
  const quota = { RateLimit: '"api";r=0;t=55', 'RateLimit-Policy': '"fixed window";"api";q=500;w=300' };
  it.each<[string, Answer, object]>([
    ['a 401 is a rejection', json(401, { error: 'Invalid credentials in Authorization header' }), { status: 'rejected', problem: 'rejected' }],
    ['a 401 that saw no bearer token is none', json(401, { error: 'Invalid username or password.' }), { status: 'unknown', problem: 'header-replaced' }],
    ['a 403 decides nothing', json(403, { error: 'no' }), { status: 'unknown', problem: 'forbidden' }],
    ['a 404 is no Hub', html(404), { status: 'unknown', problem: 'no-hub' }],
    ['a 429 names the wait', json(429, { error: 'We had to rate limit you' }, quota), { status: 'rate-limited', service: { retryAfterMs: 56_000 } }],
    [
      'a 429 with Retry-After, too',
      json(429, { error: 'slow down' }, { 'Retry-After': '7', 'X-Error-Code': 'Slow' }),
      { status: 'rate-limited', help: 'Try again in 7 s.', service: { retryAfterMs: 7_000, errorCode: 'Slow', requestId: expect.stringMatching(/^Root=/) } },
    ],
    ['a 429 in HTML too', html(429), { status: 'rate-limited' }],
    ['a 418', json(418, { errors: [{ message: 'a' }, { message: 'b' }] }), { status: 'unknown', problem: 'odd-answer', service: { text: 'a: b' } }],
    ['200 in HTML is a captive portal', html(200), { status: 'unknown', problem: 'odd-answer' }],
    ['200 without auth', json(200, { type: 'user', name: 'a' }), { status: 'unknown', problem: 'odd-answer' }],
    ['a list', json(200, []), { status: 'unknown', problem: 'odd-answer' }],
    ['an error of another form', json(400, { error: ['x', 'y'] }), { status: 'unknown', service: { text: 'x: y' } }],
  ])('%s', async (_title, answer, expected) => {
    const hub = await startHub();
    hub.script.push(answer);
    expect(await validate(hub)).toMatchObject(expected);
    expect(hub.seen).toHaveLength(1);
  });

  it.each<[string, Answer, object]>([
    ['503 in HTML', html(503), { status: 'unreachable', problem: 'service-down', service: { status: 503 } }],
    ['a reset', reset, { status: 'unreachable', service: { fault: 'reset' } }],
    ['an answer cut off', truncated, { status: 'unreachable', service: { fault: 'reset' } }],
  ])('tries %s again, then says so', async (_title, answer, expected) => {
    const hub = await startHub();
    hub.script.push(answer, answer, answer);
    expect(await validate(hub, { deadlineMs: 20_000 })).toMatchObject(expected);
    expect(hub.seen).toHaveLength(3);
  });

  it('is satisfied by the second answer', async () => {
    const hub = await startHub();
    hub.accounts.set(token, classicAccount('read'));
    hub.script.push(html(502));
    expect(await validate(hub, { deadlineMs: 20_000 })).toMatchObject({ status: 'valid' });
  });

  it('does not wait for ever', async () => {
    const hub = await startHub();
    hub.script.push(hang, hang, hang);
    expect(await validate(hub, { timeoutMs: 200, deadlineMs: 250 })).toMatchObject({ status: 'unreachable', service: { fault: 'timeout' } });
  });

  it('says where nothing listens', async () => {
    expect(await validate({ endpoint: await closedPort() })).toMatchObject({
      status: 'unreachable',
      service: { fault: 'refused', errorCode: 'ECONNREFUSED' },
    });
  });

  it('says which name has no address', async () => {
    expect(await validate({ endpoint: 'http://hub.invalid' })).toMatchObject({
      status: 'unreachable',
      service: { fault: 'dns' },
      notes: [{ code: 'plain-http' }],
    });
  });

  it('reads no endless answer', async () => {
    const hub = await startHub();
    hub.script.push((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(Buffer.alloc(2 << 20, 0x20));
    });
    expect(await validate(hub)).toMatchObject({ status: 'unreachable', service: { fault: 'protocol' } });
  });

  it.each(['huggingface.co', 'ftp://127.0.0.1', 'http://user:secret@127.0.0.1'])('sends nothing to %s', async (endpoint) => {
    expect(await validate({ endpoint })).toMatchObject({ status: 'unknown', problem: 'endpoint-malformed', service: null });
  });

  it.each(['X-Request-Id', 'X-Amzn-Trace-Id', 'X-Amz-Cf-Id'])('keeps the id of the request, also from %s', async (name) => {
    const hub = await startHub();
    hub.script.push((response) => response.writeHead(403, { [name]: 'Root=1-abc' }).end('{}'));
    expect(await validate(hub)).toMatchObject({ service: { requestId: 'Root=1-abc' } });
  });

  it('prints nothing that the service repeats of the token', async () => {
    const hub = await startHub();
    hub.script.push((response, request) => json(401, { error: `bad ${request.headers.authorization} \u001b[2J` })(response, request));
    const result = await validate(hub);
    expect(result.service?.text).toMatch(/^bad Bearer …\s+\[2J$/);
  });
});

describe('redirects', () => {
  const to =
    (location: string): Answer =>
    (response) => {
      response.writeHead(307, { Location: location });
      response.end();
    };

  it('are followed within the origin', async () => {
    const hub = await startHub();
    hub.accounts.set(token, classicAccount('read'));
    hub.script.push(to('/api/whoami-v2'));
    expect(await validate(hub)).toMatchObject({ status: 'valid' });
  });

  it('to another host carry no token, and are told', async () => {
    const other = await startHub();
    for (const location of [`${other.endpoint}/api/whoami-v2`, 'https://example.invalid/', '//example.invalid/']) {
      const hub = await startHub();
      hub.script.push(to(location));
      expect(await validate(hub)).toMatchObject({ status: 'unreachable', problem: 'unreachable-redirect' });
    }
    expect(other.seen).toEqual([]);
  });

  it('that never end are given up', async () => {
    const hub = await startHub();
    for (let count = 0; count < 9; count += 1) hub.script.push(to('/api/whoami-v2'));
    expect(await validate(hub)).toMatchObject({ status: 'unknown' });
    expect(hub.seen).toHaveLength(4);
  });
});

describe('what needs no service', () => {
  it('says that a JWT has expired, without asking', async () => {
    const hub = await startHub();
    const result = await validate(hub, {}, { HF_TOKEN: jwt('hf_oauth_', { exp: soon(-60), scope: 'read-repos' }) });
    expect(result).toMatchObject({ status: 'expired', problem: 'expired', scopes: ['read-repos'] });
    expect(hub.seen).toEqual([]);
  });

  it('calls nothing valid that was not asked about', async () => {
    const hub = await startHub();
    expect(await validate(hub, { offline: true })).toMatchObject({ status: 'unknown', problem: 'not-asked', service: null });
    expect(await validate(hub, { offline: true }, { HF_TOKEN: 'hf' })).toMatchObject({ status: 'malformed' });
    expect(hub.seen).toEqual([]);
  });

  it('explains a refusal by the date that the store of hf keeps', async () => {
    const hub = await startHub();
    const files = { '/t': token, '/stored_tokens': `[oauth-alice]\nhf_token = ${token}\nrefresh_token = x\nexpires_at = ${soon(-60)}\n` };
    const surroundings = surroundingsWith({ env: { HF_ENDPOINT: hub.endpoint, HF_TOKEN_PATH: '/t' }, files });
    const result = await new AuthValidator({ surroundings }).validateHfToken();
    expect(result).toMatchObject({ status: 'expired', source: { profile: 'oauth-alice' }, help: expect.stringContaining('hf auth whoami') });
  });
});

describe('the cache of whoami', () => {
  it('answers for five minutes, holds neither token nor e-mail address, and is its owner’s alone', async () => {
    const hub = await startHub();
    hub.accounts.set(token, classicAccount('write'));
    const cacheFolder = temporaryFolder();
    let now = new Date();
    const settings = { cacheFolder, now: () => now };
    expect(await validate(hub, settings)).toMatchObject({ status: 'valid', service: { cached: false } });
    expect(await validate(hub, { ...settings, needs: parseNeeds('write') })).toMatchObject({
      status: 'valid',
      identity: { name: 'alice' },
      service: { cached: true },
    });
    expect(hub.seen).toHaveLength(1);
    const [name = ''] = readdirSync(join(cacheFolder, 'whoami'));
    const file = join(cacheFolder, 'whoami', name);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toMatch(new RegExp(`${token.slice(5)}|example\\.invalid`));
    now = new Date(now.getTime() + 5 * 60_000);
    expect(await validate(hub, settings)).toMatchObject({ service: { cached: false } });
    writeFileSync(file, '{"schemaVersion":1,"facts":{}}');
    expect(await validate(hub, settings)).toMatchObject({ status: 'valid', service: { cached: false } });
  });

  it('keeps no refusal, and does without a folder that cannot be written', async () => {
    const hub = await startHub();
    const cacheFolder = join(temporaryFolder(), 'file');
    writeFileSync(cacheFolder, '');
    expect(await validate(hub, { cacheFolder })).toMatchObject({ status: 'rejected' });
    hub.accounts.set(token, classicAccount('read'));
    expect(await validate(hub, { cacheFolder })).toMatchObject({ status: 'valid' });
  });
});

describe('a job that proves who it is', () => {
  const idToken = jwt('', { sub: 'repo:acme/m' });
  const accessToken = jwt('hf_jwt_', { exp: soon(3_600) });
  const env = { HF_OIDC_RESOURCE: 'acme/m', HF_OIDC_ID_TOKEN: idToken };

  it('gets a token that whoami need not know', async () => {
    const hub = await startHub();
    hub.publishers.set(idToken, { resource: 'acme/m', accessToken });
    const result = await validate(hub, { needs: parseNeeds('repo:acme/m') }, env);
    expect(result).toMatchObject({
      status: 'valid',
      identity: { kind: 'app', name: 'acme/m' },
      source: { kind: 'oidc' },
      notes: [{ code: 'oidc-whoami-silent' }],
    });
    expect(await validate(hub, { needs: parseNeeds('repo:acme/other') }, env)).toMatchObject({ status: 'insufficient' });
  });

  it('is told that the Hub trusts it with nothing', async () => {
    const hub = await startHub();
    expect(await validate(hub, {}, env)).toMatchObject({
      status: 'rejected',
      problem: 'oidc-refused',
      service: { text: 'invalid_grant: No trusted publisher matches' },
    });
  });

  it('asks GitHub for its identity first', async () => {
    const hub = await startHub();
    hub.publishers.set(idToken, { resource: 'acme/m', accessToken });
    hub.script.push(json(200, { value: idToken }));
    const github = {
      HF_OIDC_RESOURCE: 'acme/m',
      GITHUB_ACTIONS: 'true',
      ACTIONS_ID_TOKEN_REQUEST_URL: `${hub.endpoint}/mint?v=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: sampler.text(40),
    };
    expect(await validate(hub, {}, github)).toMatchObject({ status: 'valid' });
    expect(hub.seen[0]).toMatchObject({
      path: `/mint?v=1&audience=${encodeURIComponent(hub.endpoint)}`,
      headers: { authorization: `Bearer ${github.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
    });
    hub.script.push(json(403, { message: 'no' }));
    expect(await validate(hub, {}, github)).toMatchObject({ status: 'rejected', problem: 'oidc-no-identity' });
  });
});
