import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuthLogger } from '#auth/log/logger.ts';
import { RetryConfig, type RetryOptions } from '#auth/retry/config.ts';
import { rateLimitHeaderMs, retryAfterHeaderMs } from '#auth/retry/facts.ts';
import { RetryManager } from '#auth/retry/retry-manager.ts';
import { isTransient } from '#auth/retry/retryable.ts';
import { createSampler } from '../../support/samples.ts';

const http = (status: number, headers: Record<string, string> = {}): Error => Object.assign(new Error(`status ${status}`), { statusCode: status, headers });
const grpc = (code: number, more: object = {}): Error => Object.assign(new Error(`code ${code}`), { code, details: 'x', ...more });
const system = (code: string): Error => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

/** Runs an operation that fails as listed, then succeeds. Time passes only while it waits. */
async function run(failures: readonly unknown[], options: RetryOptions = {}, execute: Parameters<RetryManager['execute']>[1] = {}, random = 1) {
  const lines: string[] = [];
  const waits: number[] = [];
  const log = (message: string): void => void lines.push(message);
  const logger: AuthLogger = { info: log, warn: log, error: log };
  let time = 0;
  let calls = 0;
  const sleep = async (delayMs: number): Promise<void> => {
    waits.push(delayMs);
    time += delayMs;
  };
  const manager = new RetryManager(new RetryConfig(options), { logger, random: () => random, now: () => time, sleep });
  const operation = async (): Promise<string> => {
    calls += 1;
    if (calls <= failures.length) throw failures[calls - 1];
    return 'done';
  };
  const [settled] = await Promise.allSettled([manager.execute(operation, execute)]);
  return { settled, calls, lines, waits };
}

const lost = system('ECONNRESET');

describe('RetryManager', () => {
  it('tries again after waits that double up to a limit, and says so', async () => {
    const { settled, waits, lines } = await run([lost, lost, lost, lost], { maxAttempts: 5, baseDelayMs: 2_000, maxDelayMs: 10_000 });
    expect(settled).toEqual({ status: 'fulfilled', value: 'done' });
    expect(waits).toEqual([2_000, 4_000, 8_000, 10_000]);
    expect(lines).toEqual(['Retry 2/5 after 2.0s', 'Retry 3/5 after 4.0s', 'Retry 4/5 after 8.0s', 'Retry 5/5 after 10.0s']);
  });

  it('gives the last error as it is when all attempts failed', async () => {
    const { settled, calls, lines } = await run([lost, lost, lost], { maxAttempts: 3 });
    expect(settled).toEqual({ status: 'rejected', reason: lost });
    expect(calls).toBe(3);
    expect(lines.at(-1)).toBe('All attempts failed: fetch failed');
  });

  it('draws each wait from the whole of its range', () =>
    fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true }), async (random) => {
        const { waits } = await run([lost, lost], {}, {}, random);
        expect(waits).toEqual([random * 2_000, random * 4_000]);
      }),
    ));

  it.each<[string, unknown, number]>([
    ['Retry-After in seconds', http(503, { 'Retry-After': '7' }), 7_000],
    ['Retry-After beyond our own limit', http(429, { 'retry-after': '120' }), 120_000],
    ['the quota of Hugging Face', http(429, { RateLimit: '"api";r=0;t=55' }), 56_000],
    [
      'headers of a response that an error holds',
      Object.assign(new Error('x'), { response: { status: 429, headers: new Headers({ 'Retry-After': '3' }) } }),
      3_000,
    ],
    ['a time that a client read out', grpc(8, { retryAfterMs: 1_500 }), 1_500],
  ])('waits as long as the service asks: %s', async (_title, error, delayMs) => {
    expect((await run([error])).waits).toEqual([delayMs]);
  });

  it('does not take the header of a quota that is not used up for a wait', async () => {
    expect((await run([http(429, { RateLimit: '"api";r=9;t=55' })])).waits).toEqual([2_000]);
  });

  it.each<[string, unknown]>([
    ['a 401', http(401)],
    ['a 403', http(403)],
    ['UNAUTHENTICATED', grpc(16)],
    ['PERMISSION_DENIED', grpc(7)],
  ])('never tries %s again, whatever it is told', async (_title, error) => {
    const { calls, settled } = await run([error], { retryable: () => true });
    expect(calls).toBe(1);
    expect(settled).toEqual({ status: 'rejected', reason: error });
  });

  it.each<[string, unknown]>([
    ['a 400', http(400)],
    ['a 409', http(409)],
    ['a bug', new TypeError('x is not a function')],
    ['a certificate', system('CERT_HAS_EXPIRED')],
    ['a quota', grpc(8)],
    ['what is no error', 'text'],
  ])('does not try %s again by itself', async (_title, error) => {
    expect((await run([error])).calls).toBe(1);
    expect(isTransient(error)).toBe(false);
  });

  it.each([
    ...[408, 429, 500, 502, 503, 504, 520, 524, 529].map((status) => http(status)),
    ...[1, 2, 4, 13, 14].map((code) => grpc(code)),
    ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_SOCKET', 'ETIMEDOUT'].map(system),
    new DOMException('late', 'TimeoutError'),
    new AggregateError([system('ECONNREFUSED')]),
  ])('tries %s again', (error) => {
    expect(isTransient(error)).toBe(true);
  });

  it('takes classes of errors for what is worth another call', async () => {
    class Busy extends Error {}
    expect((await run([new Busy('x')], { retryable: [Busy] })).calls).toBe(2);
    expect((await run([lost], { retryable: [Busy] })).calls).toBe(1);
    expect((await run([new TypeError('x')], { retryable: [TypeError] })).calls).toBe(2);
  });

  it('calls a write that must not happen twice once', async () => {
    expect((await run([lost], {}, { idempotent: false })).calls).toBe(1);
  });

  it('begins no wait that ends after the deadline', async () => {
    const { calls, waits } = await run([lost, lost, lost], { deadlineMs: 5_000 });
    expect({ calls, waits }).toEqual({ calls: 2, waits: [2_000] });
  });

  it('ends an operation that would never end, at the deadline', async () => {
    const manager = new RetryManager(new RetryConfig({ deadlineMs: 30 }));
    await expect(manager.execute(() => new Promise(() => undefined))).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('ends at once when the caller aborts: before, during a call, during a wait', async () => {
    const manager = new RetryManager(new RetryConfig({ baseDelayMs: 60_000, maxDelayMs: 60_000 }), { random: () => 1 });
    await expect(manager.execute(() => 1, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
    for (const operation of [() => new Promise(() => undefined), () => Promise.reject(lost)]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new Error('stop')), 20);
      await expect(manager.execute(operation, { signal: controller.signal })).rejects.toThrow('stop');
    }
  });

  it('hands its signal and the number of the call to the operation', async () => {
    const seen: number[] = [];
    await new RetryManager().execute(({ number, signal }) => {
      expect(signal.aborted).toBe(false);
      seen.push(number);
    });
    expect(seen).toEqual([1]);
  });

  it('logs no token that stands in an error', async () => {
    const token = createSampler(404).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
    const { lines } = await run([new Error(`Headers.append: "Bearer ${token}" is an invalid header value.`)]);
    expect(lines).toEqual(['All attempts failed: Headers.append: "Bearer … is an invalid header value.']);
  });

  it.each<[RetryOptions]>([[{ maxAttempts: 0 }], [{ baseDelayMs: -1 }], [{ deadlineMs: Number.NaN }]])(
    'refuses numbers that make no sense, case %#',
    (options) => {
      expect(() => new RetryConfig(options)).toThrow(/must be at least/);
    },
  );
});

describe('times that services name', () => {
  it('reads Retry-After as seconds or a date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(retryAfterHeaderMs('1.5', now)).toBe(1_500);
    expect(retryAfterHeaderMs('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000);
    expect(retryAfterHeaderMs('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
    for (const odd of ['soon', '', null, undefined]) expect(retryAfterHeaderMs(odd, now)).toBeUndefined();
  });

  it('reads a quota when it is used up', () => {
    expect(rateLimitHeaderMs('"resolvers";r=0;t=12')).toBe(13_000);
    for (const odd of ['"api";r=1;t=12', 'x', null]) expect(rateLimitHeaderMs(odd)).toBeUndefined();
  });
});
