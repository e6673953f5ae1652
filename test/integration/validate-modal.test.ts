import { createServer } from 'node:http';
import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { askServers } from '#auth/modal/ask.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { NO_SOURCE } from '#auth/sources/found.ts';
import { AuthValidator } from '#auth/validator.ts';
import { Secret } from '#detect/secret.ts';
import { expectNoToken } from '../support/cli.ts';
import { html, listen } from '../support/hub-server.ts';
import { type ModalServer, startModal, throttled } from '../support/modal-server.ts';
import { createSampler } from '../support/samples.ts';
import { surroundingsWith } from '../support/surroundings.ts';

const sampler = createSampler(405);
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;
const pair = { MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret };

async function validate(
  modal: Pick<ModalServer, 'url'>,
  settings: Partial<ValidationSettings> = {},
  surroundings: Parameters<typeof surroundingsWith>[0] = {},
) {
  const env = { MODAL_SERVER_URL: modal.url, ...pair, ...surroundings?.env };
  const result = await new AuthValidator({
    surroundings: surroundingsWith({ ...surroundings, env }),
    timeoutMs: 2_000,
    deadlineMs: 1_500,
    ...settings,
  }).validateModalToken();
  for (const half of [id, secret]) expect(JSON.stringify(result)).not.toContain(half.slice(-16));
  return result;
}

const soon = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

describe('what Modal accepts', () => {
  it('tells owner, workspace, name and dates', async () => {
    const modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice', tokenName: 'ci', createdAt: 1_767_225_600, expiresAt: soon(40 * 86_400) });
    const result = await validate(modal);
    expect(result).toMatchObject({
      tokenType: 'MODAL_TOKEN',
      status: 'valid',
      source: { kind: 'environment', name: 'MODAL_TOKEN_ID, MODAL_TOKEN_SECRET' },
      identity: { kind: 'user', name: 'alice', workspace: 'acme', tokenName: 'ci', tokenKind: 'modal' },
      createdAt: '2026-01-01T00:00:00.000Z',
      notes: [],
      service: { protocol: 'grpc', status: 0, endpoint: modal.url },
    });
    expect(modal.seen.map(({ method }) => method)).toEqual(['TokenInfoGet']);
    expect(await validate(modal, { minDays: 60 })).toMatchObject({ status: 'expiring' });
  });

  it('sends what the official client sends, and the token beside it alone', async () => {
    const modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice' });
    await validate(modal);
    const sent = modal.seen[0]?.metadata.getMap() ?? {};
    expect(sent).toMatchObject({ 'x-modal-client-type': '1', 'x-modal-client-version': '1.0.0', 'x-modal-token-id': id, 'x-modal-token-secret': secret });
    expect(
      Object.keys(sent)
        .filter((name) => name.startsWith('x-modal-'))
        .sort(),
    ).toEqual(['client-type', 'client-version', 'node', 'platform', 'python-version', 'token-id', 'token-secret'].map((name) => `x-modal-${name}`));
  });

  it('knows a service user, a token that ends soon, and one that has ended', async () => {
    const modal = await startModal();
    modal.accounts.set(id, { secret, serviceUser: 'robot', expiresAt: soon(3 * 86_400) });
    expect(await validate(modal)).toMatchObject({ status: 'valid', identity: { kind: 'service-user', name: 'robot' }, notes: [{ code: 'expires-soon' }] });
    modal.accounts.set(id, { secret, serviceUser: 'robot', expiresAt: soon(-60) });
    expect(await validate(modal)).toMatchObject({ status: 'expired', problem: 'expired' });
  });

  it('greets a server that does not know TokenInfoGet', async () => {
    const modal = await startModal();
    modal.accounts.set(id, { secret });
    modal.missing.add('TokenInfoGet');
    expect(await validate(modal)).toMatchObject({ status: 'valid', identity: null, expiresAt: null, notes: [{ code: 'modal-token-info-unavailable' }] });
    expect(modal.seen.map(({ method }) => method)).toEqual(['TokenInfoGet', 'ClientHello']);
    modal.missing.add('ClientHello');
    expect(await validate(modal)).toMatchObject({ status: 'unknown', problem: 'no-modal' });
  });

  it('passes on the warnings of the service', async () => {
    const modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice' });
    modal.warning = 'Old%20client%2C%20update,100%';
    expect((await validate(modal)).notes.map(({ message }) => message)).toEqual(['Modal says: Old client, update', 'Modal says: 100%']);
  });

  it('goes on to the next server of the list', async () => {
    const modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice' });
    const result = await validate({ url: `http://127.0.0.1:9,${modal.url}` });
    expect(result).toMatchObject({ status: 'valid', service: { endpoint: modal.url }, notes: [{ code: 'modal-server-list' }] });
  });
});

describe('what Modal does not accept, or does not say', () => {
  it.each<[string, object | undefined, RegExp]>([
    ['an id that it does not know', undefined, /does not know this id/],
    ['a secret of another token', { secret: 'x' }, /do not belong together/],
  ])('rejects %s', async (_title, account, message) => {
    const modal = await startModal();
    if (account !== undefined) modal.accounts.set(id, { secret: 'x' });
    expect(await validate(modal)).toMatchObject({
      status: 'rejected',
      problem: 'rejected',
      message: expect.stringMatching(message),
      service: { errorCode: 'UNAUTHENTICATED' },
    });
    expect(modal.seen).toHaveLength(1);
  });

  it('suspects two halves of two tokens', async () => {
    const modal = await startModal();
    const files = { '/home/a/.modal.toml': `[a]\ntoken_secret = "as-${sampler.text(22)}"\nactive = true\n` };
    const surroundings = surroundingsWith({ env: { MODAL_SERVER_URL: modal.url, MODAL_TOKEN_ID: id }, files });
    const result = await new AuthValidator({ surroundings }).validateModalToken();
    expect(result).toMatchObject({
      status: 'rejected',
      source: { kind: 'mixed' },
      help: expect.stringContaining('Take both halves from one place'),
      notes: [{ code: 'modal-mixed-sources' }],
    });
  });

  it.each<[number, string, object]>([
    [status.UNAUTHENTICATED, 'Token missing', { status: 'unknown', problem: 'header-replaced' }],
    [status.UNAUTHENTICATED, 'Token ID is malformed', { status: 'rejected' }],
    [status.PERMISSION_DENIED, 'no', { status: 'unknown', problem: 'forbidden' }],
    [status.FAILED_PRECONDITION, 'Old client', { status: 'unknown', problem: 'client-refused', message: expect.stringContaining('"Old client"') }],
    [status.RESOURCE_EXHAUSTED, 'quota', { status: 'rate-limited', service: { retryAfterMs: null } }],
    [status.INVALID_ARGUMENT, 'x', { status: 'unreachable', problem: 'service-down' }],
  ])('understands code %i, "%s"', async (code, details, expected) => {
    const modal = await startModal();
    modal.script.push({ code, details });
    expect(await validate(modal)).toMatchObject(expected);
    expect(modal.seen).toHaveLength(1);
  });

  it.each([status.CANCELLED, status.UNKNOWN, status.DEADLINE_EXCEEDED, status.INTERNAL, status.UNAVAILABLE])('tries code %i again', async (code) => {
    const modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice' });
    modal.script.push({ code, details: 'busy' });
    expect(await validate(modal, { deadlineMs: 5_000 })).toMatchObject({ status: 'valid' });
    modal.script.push({ code, details: 'busy' }, { code, details: 'busy' }, { code, details: 'busy' });
    expect(await validate(modal, { deadlineMs: 5_000 })).toMatchObject({ status: 'unreachable' });
  });

  it('waits as long as the service asks when it is throttled, and not longer than it may', async () => {
    const modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice' });
    modal.script.push(throttled(0.25));
    const startedAt = performance.now();
    expect(await validate(modal, { deadlineMs: 5_000 })).toMatchObject({ status: 'valid' });
    expect(performance.now() - startedAt).toBeGreaterThan(240);
    modal.script.push(throttled(90));
    expect(await validate(modal, { deadlineMs: 5_000 })).toMatchObject({ status: 'rate-limited', help: 'Try again in 90 s.' });
  });

  it('takes the answer of something else for no answer, a 401 too', async () => {
    for (const code of [401, 403, 404, 503]) {
      const url = await listen(createServer((_request, response) => html(code)(response, { method: '', path: '', headers: {}, body: '' })));
      expect(await validate({ url })).toMatchObject({ status: 'unreachable', identity: null });
    }
  });

  it('reads the status of an HTTP/2 proxy as no answer', async () => {
    const { createServer: createHttp2 } = await import('node:http2');
    for (const code of [401, 403, 404]) {
      const server = createHttp2();
      server.on('stream', (stream) => {
        stream.respond({ ':status': code, 'content-type': 'text/html' });
        stream.end('<html></html>');
      });
      server.on('sessionError', () => undefined);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as { port: number };
      expect(await validate({ url: `http://127.0.0.1:${port}` })).toMatchObject({ status: 'unreachable', service: { fault: 'protocol' } });
      server.close();
    }
  });

  it('does not take garbage for an acceptance', async () => {
    const modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice', workspace: undefined as unknown as string });
    const { Server, ServerCredentials } = await import('@grpc/grpc-js');
    const server = new Server();
    const pass = (value: Buffer): Buffer => value;
    const path = '/modal.client.ModalClient/TokenInfoGet';
    const definition = {
      path,
      requestStream: false,
      responseStream: false,
      requestSerialize: pass,
      requestDeserialize: pass,
      responseSerialize: pass,
      responseDeserialize: pass,
    } as const;
    server.addService(
      { TokenInfoGet: definition },
      { TokenInfoGet: (_call: unknown, reply: (error: null, value: Buffer) => void) => reply(null, Buffer.from([0x0a, 0xff, 0x01])) },
    );
    const port = await new Promise<number>((resolve) => server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_error, bound) => resolve(bound)));
    expect(await validate({ url: `http://127.0.0.1:${port}` })).toMatchObject({ status: 'unreachable', service: { fault: 'protocol' } });
    server.forceShutdown();
  });

  it('calls a fault of the program none of the service: it is thrown, and holds no token', async () => {
    const logged: string[] = [];
    const log = (text: string): void => void logged.push(text);
    const token = { kind: 'token', source: NO_SOURCE, servers: ['http://127.0.0.1:9'] } as const;
    const unfit = { ...token, tokenId: new Secret(`${id}\u0007`, 'ak-'), tokenSecret: new Secret(`${secret}\u0007`, 'as-') };
    const error = await askServers(unfit, { surroundings: surroundingsWith({}), logger: { info: log, warn: log, error: log } }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ message: expect.stringContaining('illegal characters') });
    expectNoToken(`${(error as Error).stack}${logged.join()}`, [`${id}\u0007`, id, secret]);
  });

  it('takes a warning that is not well encoded as it is', async () => {
    const modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice' });
    modal.warning = 'update%20soon,%ff';
    const { status, notes } = await validate(modal);
    expect([status, notes.map(({ message }) => message)]).toEqual(['valid', expect.arrayContaining(['Modal says: update soon', 'Modal says: %ff'])]);
  });

  it('says where nothing listens, and which name has no address', async () => {
    expect(await validate({ url: 'http://127.0.0.1:9' })).toMatchObject({ status: 'unreachable', service: { fault: 'refused' } });
    expect(await validate({ url: 'http://modal.invalid' })).toMatchObject({
      status: 'unreachable',
      service: { fault: 'dns' },
      notes: [{ code: 'plain-http' }],
    });
  });

  it('does not wait for ever', async () => {
    const { createServer: createTcp } = await import('node:net');
    const server = createTcp(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    expect(await validate({ url: `http://127.0.0.1:${port}` }, { timeoutMs: 200 })).toMatchObject({ status: 'unreachable', service: { fault: 'timeout' } });
    server.close();
  });

  it.each(['', 'api.modal.com', 'ftp://a'])('sends nothing to "%s"', async (url) => {
    expect(await validate({ url })).toMatchObject({ status: 'unknown', problem: 'endpoint-malformed', service: null });
  });

  it('calls nothing valid that was not asked about', async () => {
    const modal = await startModal();
    expect(await validate(modal, { offline: true })).toMatchObject({ status: 'unknown', problem: 'not-asked' });
    expect(modal.seen).toEqual([]);
  });
});
