import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { ServerCredentials } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { AuthValidator } from '#auth/validator.ts';
import { CLI_PATH, expectNoToken } from '../support/cli.ts';
import { classicAccount, listen, startHub } from '../support/hub-server.ts';
import { startModal } from '../support/modal-server.ts';
import { temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';
import { surroundingsWith } from '../support/surroundings.ts';

const sampler = createSampler(410);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;
const pair = { MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret };

/** A certificate that only its own file vouches for. */
function selfMade(host: string): { key: Buffer; cert: Buffer; file: string } {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = /^[\d.]+$/.test(host) ? `IP:${host},DNS:localhost` : `DNS:${host}`;
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=${names}`];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
    { stdio: 'ignore' },
  );
  return { key: readFileSync(key), cert: readFileSync(cert), file: cert };
}

function validator(env: Record<string, string>): AuthValidator {
  return new AuthValidator({ surroundings: surroundingsWith({ env }), timeoutMs: 2_000, deadlineMs: 2_500 });
}

async function runCli(args: readonly string[], env: Record<string, string>): Promise<{ stdout: string; exitCode: number | null }> {
  const child = spawn(process.execPath, [CLI_PATH, ...args], { env: { PATH: process.env['PATH'] ?? '', HOME: temporaryFolder(), ...env } });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  expectNoToken(stdout, [token, id, secret]);
  return { stdout, exitCode };
}

describe('TLS', () => {
  it('sends no token to a server whose certificate nobody vouches for', async () => {
    const { key, cert } = selfMade('127.0.0.1');
    const hub = await startHub((listener) => createHttps({ key, cert }, listener));
    const endpoint = hub.endpoint.replace('http:', 'https:');
    expect(await validator({ HF_ENDPOINT: endpoint, HF_TOKEN: token }).validateHfToken()).toMatchObject({
      status: 'unreachable',
      problem: 'unreachable-tls',
      help: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(hub.seen).toEqual([]);
    const modal = await startModal(ServerCredentials.createSsl(null, [{ private_key: key, cert_chain: cert }]));
    const url = modal.url.replace('http:', 'https:');
    expect(await validator({ MODAL_SERVER_URL: url, ...pair }).validateModalToken()).toMatchObject({ status: 'unreachable', problem: 'unreachable-tls' });
    expect(modal.seen).toEqual([]);
  });

  it('takes a certificate that the user vouches for', async () => {
    const { key, cert, file } = selfMade('127.0.0.1');
    const hub = await startHub((listener) => createHttps({ key, cert }, listener));
    hub.accounts.set(token, classicAccount('read'));
    const modal = await startModal(ServerCredentials.createSsl(null, [{ private_key: key, cert_chain: cert }]));
    modal.accounts.set(id, { secret, username: 'alice' });
    const env = {
      HF_ENDPOINT: hub.endpoint.replace('http:', 'https:'),
      HF_TOKEN: token,
      MODAL_SERVER_URL: modal.url.replace('http://127.0.0.1', 'https://localhost'), // Node 26 lets gRPC's client name no address as the server
      ...pair,
      NODE_EXTRA_CA_CERTS: file,
    };
    expect(await runCli(['validate'], env)).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/HF_TOKEN {2}valid[\s\S]*MODAL_TOKEN {2}valid/) });
  });

  it('does not take a certificate of another name', async () => {
    const { key, cert, file } = selfMade('other.invalid');
    const hub = await startHub((listener) => createHttps({ key, cert }, listener));
    const run = await runCli(['validate', 'huggingface'], { HF_ENDPOINT: hub.endpoint.replace('http:', 'https:'), HF_TOKEN: token, NODE_EXTRA_CA_CERTS: file });
    expect(run).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID') });
    expect(hub.seen).toEqual([]);
  });

  it('says when a server speaks no TLS', async () => {
    const hub = await startHub();
    const endpoint = hub.endpoint.replace('http:', 'https:');
    expect(await validator({ HF_ENDPOINT: endpoint, HF_TOKEN: token }).validateHfToken()).toMatchObject({ status: 'unreachable', service: { fault: 'tls' } });
  });
});

/** A proxy that tunnels, and remembers to where and with which credentials. */
async function startProxy(status = 200): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const server = createHttp((_request, response) => {
    response.writeHead(502);
    response.end();
  });
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    seen.push(`${request.url} ${request.headers['proxy-authorization'] ?? 'open'}`);
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    const [host = '', port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });
    for (const end of [upstream, socket]) end.on('error', () => undefined);
    return upstream;
  });
  return { url: await listen(server), seen };
}

describe('proxies', () => {
  it('are taken from the environment, with their credentials, in upper and lower case', async () => {
    const hub = await startHub();
    hub.accounts.set(token, classicAccount('read'));
    const modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice' });
    for (const [name, password] of [
      ['HTTP_PROXY', 'pass'],
      ['http_proxy', 'pass'],
      ['all_proxy', 'pa%ss%'],
      ['HTTP_PROXY', 'pa%ff'],
    ] as const) {
      const proxy = await startProxy();
      const env = { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token, MODAL_SERVER_URL: modal.url, ...pair, [name]: proxy.url.replace('//', `//user:${password}@`) };
      const results = await validator(env).validateAllTokens();
      expect(results).toMatchObject([{ status: 'valid' }, { status: 'valid' }]);
      const credentials = `Basic ${Buffer.from(`user:${password}`).toString('base64')}`;
      expect(proxy.seen.sort()).toEqual([hub.endpoint, modal.url].map((url) => `${new URL(url).host} ${credentials}`).sort());
    }
  });

  it('are not taken for what NO_PROXY names', async () => {
    const hub = await startHub();
    hub.accounts.set(token, classicAccount('read'));
    const modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice' });
    const proxy = await startProxy();
    const env = { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token, MODAL_SERVER_URL: modal.url, ...pair, HTTP_PROXY: proxy.url, NO_PROXY: 'example.com, 127.0.0.1' };
    expect(await validator(env).validateAllTokens()).toMatchObject([{ status: 'valid' }, { status: 'valid' }]);
    expect(proxy.seen).toEqual([]);
  });

  it('that refuse are named, without their credentials', async () => {
    const proxy = await startProxy(407);
    const hub = await startHub();
    const modal = await startModal();
    const env = { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token, MODAL_SERVER_URL: modal.url, ...pair, HTTP_PROXY: proxy.url.replace('//', '//user:pass@') };
    for (const result of await validator(env).validateAllTokens()) {
      expect(result).toMatchObject({ status: 'unreachable', message: expect.stringContaining(`by way of the proxy ${proxy.url}`) });
      expect(JSON.stringify(result)).not.toContain('pass@');
    }
    expect([...hub.seen, ...modal.seen]).toEqual([]);
  });
});
