import { setTimeout as sleep } from 'node:timers/promises';
import { rateLimitHeaderMs } from '#auth/retry/facts.ts';

/** What the Hub counts apart. @see https://huggingface.co/docs/hub/rate-limits */
function bucketOf({ pathname }: URL): string {
  if (pathname.includes('/resolve/')) return 'resolvers';
  return pathname.includes('/api/') ? 'api' : 'pages';
}

/** Waits before a request that the Hub would refuse: it says with each answer how many are left, and when there will be more. */
export class Quota {
  /** When a bucket is filled again, in milliseconds of the clock. */
  readonly #filledAt = new Map<string, number>();
  #toldOf = 0;
  readonly #tell: (waitMs: number) => void;

  /** @param tell Is told of a wait, once for all requests that wait for the same. */
  constructor(tell: (waitMs: number) => void) {
    this.#tell = tell;
  }

  /** @throws The signal's reason, when it is aborted during the wait. */
  async pass(url: URL, signal: AbortSignal): Promise<void> {
    const filledAt = this.#filledAt.get(bucketOf(url)) ?? 0;
    const waitMs = filledAt - performance.now();
    if (waitMs <= 0) return;
    if (this.#toldOf !== filledAt) this.#tell(waitMs);
    this.#toldOf = filledAt;
    await sleep(waitMs, undefined, { signal });
  }

  note(url: URL, headers: Headers): void {
    const waitMs = rateLimitHeaderMs(headers.get('ratelimit'));
    if (waitMs !== undefined) this.#filledAt.set(bucketOf(url), performance.now() + waitMs);
  }
}
