import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RetryConfig } from '#auth/retry/config.ts';
import { RetryManager } from '#auth/retry/retry-manager.ts';
import { createHubFetch, type HubFetchOptions } from '#hub/hub-fetch.ts';

interface Seen {
  readonly path: string;
  readonly bytes: number;
  readonly length: string | undefined;
}

/** A server that counts what comes in, and a way to it. */
async function scene(options: Partial<HubFetchOptions> = {}, answer: (path: string) => Record<string, string> = () => ({})) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let bytes = 0;
    for await (const chunk of request) bytes += (chunk as Buffer).length;
    seen.push({ path: request.url ?? '', bytes, length: request.headers['content-length'] });
    response.writeHead(200, answer(request.url ?? '')).end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const retry = new RetryManager(new RetryConfig({ baseDelayMs: 0 }));
  const hubFetch = createHubFetch({ endpoint, token: undefined, retry, signal: new AbortController().signal, ...options });
  return { seen, endpoint, hubFetch };
}

function hinted(shares: number[]): object {
  return { progressHint: { progressCallback: (share: number) => shares.push(share) } };
}

describe('what goes to storage', () => {
  it('has its length, and is told of as it goes', async () => {
    const { seen, endpoint, hubFetch } = await scene();
    const shares: number[] = [];
    await hubFetch(`${endpoint}/lfs/1`, { method: 'PUT', body: new Blob([Buffer.alloc(1_000_000, 1)]), ...hinted(shares) } as RequestInit);
    await hubFetch(`${endpoint}/cas/v1/xorbs/default/1`, { method: 'POST', body: new Uint8Array(3_000_000), ...hinted(shares) } as RequestInit);
    expect(seen.map(({ bytes, length }) => [bytes, length])).toEqual([
      [1_000_000, '1000000'],
      [3_000_000, '3000000'],
    ]);
    expect(shares.at(-1)).toBe(1);
    expect(shares.filter((share) => share > 0 && share < 1)).toEqual([1 / 3, 2 / 3].map((share) => expect.closeTo(share, 1)));
  });

  it('is counted over all parts of a file', async () => {
    const { endpoint, hubFetch } = await scene();
    const shares: number[] = [];
    const callback = (share: number): unknown => shares.push(share);
    for (const part of [2, 0, 3, 1]) {
      const progressHint = { progressCallback: callback, part, numParts: 4 };
      await hubFetch(`${endpoint}/part/${part}`, { method: 'PUT', body: new Blob(['12345678']), progressHint } as RequestInit);
    }
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it('gives the memory of a block back when it is sent, and of nothing that shares its memory', async () => {
    const { endpoint, hubFetch } = await scene();
    const block = new Uint8Array(2_000_000);
    await hubFetch(`${endpoint}/cas/v1/xorbs/default/1`, { method: 'POST', body: block });
    expect(block.byteLength).toBe(0);
    const buffer = Buffer.from('of the pool');
    await hubFetch(`${endpoint}/cas/v1/shards`, { method: 'POST', body: buffer });
    expect(buffer.toString()).toBe('of the pool');
  });
});

describe('the quota of the Hub', () => {
  it('is waited for before the Hub refuses, for what it counts together, and said once', async () => {
    const waits: number[] = [];
    const usedUp = { RateLimit: '"api";r=0;t=0' }; // and a second more
    const { endpoint, hubFetch } = await scene({ onWait: (waitMs) => waits.push(waitMs) }, (path) =>
      path === '/api/models/1' ? usedUp : { RateLimit: '"api";r=9;t=9' },
    );
    const startedAt = performance.now();
    await hubFetch(`${endpoint}/api/models/1`);
    await hubFetch(`${endpoint}/acme/m/resolve/main/a.txt`);
    expect(performance.now() - startedAt).toBeLessThan(900);
    await Promise.all([hubFetch(`${endpoint}/api/models/2`), hubFetch(`${endpoint}/api/models/3`)]);
    expect(performance.now() - startedAt).toBeGreaterThan(950);
    expect(waits).toHaveLength(1);
  });

  it('is not waited for when the run is stopped', async () => {
    const stop = new AbortController();
    const { endpoint, hubFetch } = await scene({ signal: stop.signal }, () => ({ RateLimit: '"api";r=0;t=600' }));
    await hubFetch(`${endpoint}/api/models/1`);
    setTimeout(() => stop.abort(), 50);
    await expect(hubFetch(`${endpoint}/api/models/2`)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('an interruption ends a body that is being read, and every request after it', async () => {
  const stop = new AbortController();
  const server = createServer((_request, response) => void response.writeHead(200).write('begun'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hubFetch = createHubFetch({ endpoint, token: undefined, retry: new RetryManager(), signal: stop.signal });
  const response = await hubFetch(`${endpoint}/acme/m/resolve/main/a.txt`);
  const body = response.text();
  stop.abort();
  await expect(body).rejects.toMatchObject({ name: 'AbortError' });
  await expect(hubFetch(`${endpoint}/api/models/1`)).rejects.toMatchObject({ name: 'AbortError' });
});
