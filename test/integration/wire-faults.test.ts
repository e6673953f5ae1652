import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { probe } from '#auth/diagnosis/probe.ts';
import { faultOf, isRequestFault } from '#auth/http/fault.ts';
import { AuthValidator } from '#auth/validator.ts';
import { expectNoToken } from '../support/cli.ts';
import { json, startHub } from '../support/hub-server.ts';
import { createSampler } from '../support/samples.ts';
import { surroundingsWith } from '../support/surroundings.ts';

const sampler = createSampler(412);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

/** A server that answers every request with these bytes, and then closes. */
async function answering(...bytes: readonly string[]): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(bytes.join('\r\n')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

async function validate(endpoint: string, more: Record<string, string> = {}, fetch?: typeof globalThis.fetch) {
  const surroundings = surroundingsWith({ env: { HF_ENDPOINT: endpoint, HF_TOKEN: token, ...more } });
  const result = await new AuthValidator({ surroundings, timeoutMs: 2_000, deadlineMs: 1_500, ...(fetch && { fetch }) }).validateHfToken();
  expectNoToken(JSON.stringify(result), [token]);
  return result;
}

describe('an answer that is none', () => {
  it.each<[string, readonly string[], object]>([
    [
      'no HTTP at all',
      ['SSH-2.0-OpenSSH_9.2', ''],
      { status: 'unreachable', service: { fault: 'protocol', errorCode: expect.stringMatching(/^HPE_|^HTTPParserError$/) } },
    ],
    ['a header without an end', ['HTTP/1.1 200 OK', 'X-Odd'], { status: 'unreachable', service: { fault: expect.stringMatching(/^(?:protocol|reset)$/) } }],
    ['headers of a megabyte', ['HTTP/1.1 200 OK', `X-Long: ${'a'.repeat(1 << 20)}`, '', ''], { status: 'unreachable', service: { fault: 'protocol' } }],
    [
      'a body that is no gzip, and says that it is',
      ['HTTP/1.1 200 OK', 'Content-Encoding: gzip', 'Content-Length: 9', '', 'no gzip..'],
      { status: 'unreachable', service: { fault: 'protocol', errorCode: 'Z_DATA_ERROR' } },
    ],
    [
      'a body that is no brotli, and says that it is',
      ['HTTP/1.1 200 OK', 'Content-Encoding: br', 'Content-Length: 9', '', 'no brotli'],
      { status: 'unreachable', service: { fault: 'protocol' } },
    ],
    ['less than it promised', ['HTTP/1.1 200 OK', 'Content-Length: 900', '', '{"type":'], { status: 'unreachable', service: { fault: 'reset' } }],
    ['a redirect to no address', ['HTTP/1.1 302 Found', 'Location: http://[', 'Content-Length: 0', '', ''], { status: 'unknown', problem: 'odd-answer' }],
    ['a status that there is not', ['HTTP/1.1 999 Denied', 'Content-Length: 0', '', ''], { status: 'unreachable', service: { status: 999 } }],
  ])('is told as one: %s', async (_title, bytes, expected) => {
    expect(await validate(await answering(...bytes))).toMatchObject(expected);
  });

  it('is told as one where a job gets its token', async () => {
    const oidc = { HF_OIDC_RESOURCE: 'acme/m', HF_OIDC_ID_TOKEN: sampler.text(40) };
    const denied = await answering('HTTP/1.1 999 Denied', 'Content-Length: 0', '', '');
    expect(await validate(denied, oidc)).toMatchObject({ status: 'unreachable', problem: 'service-down' });
    expect(await validate(await answering('SSH-2.0-OpenSSH_9.2', ''), oidc)).toMatchObject({ status: 'unreachable', service: { fault: 'protocol' } });
  });
});

/** What node and undici throw for mistakes of the program that calls them. */
const mistakes: readonly (readonly [title: string, make: () => unknown])[] = [
  ['an argument of the wrong type', () => Buffer.from(7 as unknown as string)],
  ['an address that is none', () => new URL('no address')],
  ['a port that is none', () => createServer().listen(99_999)],
  ['an unknown encoding', () => new TextDecoder('klingon')],
];

describe('a mistake of the program', () => {
  it.each(mistakes)('is no fault of the network, though it has a code: %s', (_title, make) => {
    const error = thrownBy(make);
    expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_/) });
    expect(isRequestFault(error)).toBe(false);
    expect(isRequestFault(new TypeError('fetch failed', { cause: error }))).toBe(false);
  });

  it('is thrown, and is not called an answer of the Hub', async () => {
    for (const [, make] of mistakes) {
      const broken = (() => Promise.reject(thrownBy(make))) as typeof fetch;
      await expect(validate('http://127.0.0.1:9', {}, broken)).rejects.toThrow(/^(?!fetch failed)/);
      await expect(validate('http://127.0.0.1:9', { HF_OIDC_RESOURCE: 'a/b', HF_OIDC_ID_TOKEN: 'x' }, broken)).rejects.toThrow();
    }
  });

  it('is one of undici too', async () => {
    const { fetch: undiciFetch } = await import('undici');
    const error = await undiciFetch('http://127.0.0.1:59999', { dispatcher: {} as never }).catch((thrown: unknown) => thrown);
    expect(isRequestFault(error)).toBe(false);
  });
});

function thrownBy(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('a fault of the network', () => {
  const named = (code: string): Error => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
  it.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'reset'],
    ['UND_ERR_SOCKET', 'reset'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['ETIMEDOUT', 'timeout'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['HPE_INVALID_CONSTANT', 'protocol'],
    ['UND_ERR_HEADERS_OVERFLOW', 'protocol'],
    ['UND_ERR_ABORTED', 'proxy'],
    ['UND_ERR_PRX_TLS', 'proxy'],
    ['ENETUNREACH', 'network'],
    ['EHOSTUNREACH', 'network'],
  ])('named %s is %s', (code, fault) => {
    expect(isRequestFault(named(code))).toBe(true);
    expect(faultOf(named(code))).toEqual({ fault, code });
  });

  it('without a name is one, when fetch or a time limit says so', () => {
    for (const error of [
      new TypeError('fetch failed'),
      new TypeError('terminated'),
      new DOMException('late', 'TimeoutError'),
      new DOMException('stop', 'AbortError'),
    ])
      expect(isRequestFault(error)).toBe(true);
    for (const error of [new TypeError('x is not a function'), new Error('fetch failed'), 'text', undefined]) expect(isRequestFault(error)).toBe(false);
  });

  it('of a host that is looked for without a token has no other meaning', async () => {
    const hub = await startHub();
    hub.script.push(json(500, {}));
    const options = { surroundings: surroundingsWith(), timeoutMs: 2_000 };
    expect(await probe({ prefix: 'hf', url: hub.endpoint }, options)).toMatchObject({ fault: undefined });
    expect(hub.seen[0]?.headers).not.toHaveProperty('authorization');
    expect(await probe({ prefix: 'hf', url: await answering('SSH-2.0', '') }, options)).toMatchObject({ fault: 'protocol' });
    expect(await probe({ prefix: 'modal', url: await answering('SSH-2.0', '') }, options)).toMatchObject({ fault: undefined });
  });
});
