import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthLogger } from '#auth/log/logger.ts';
import { RetryConfig } from '#auth/retry/config.ts';
import { factsOf } from '#auth/retry/facts.ts';
import { isRefusal } from '#auth/retry/retryable.ts';
import { scrubbedMessage } from '#auth/scrub.ts';
import type { Secret } from '#detect/secret.ts';

/** What an operation is told. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** Aborted when the caller aborts or the deadline passes: hand it on to `fetch`. */
  readonly signal: AbortSignal;
}

export interface ExecuteOptions {
  readonly signal?: AbortSignal | undefined;
  /** False for a write that must not happen twice: it is then called once. Default true. */
  readonly idempotent?: boolean;
}

export interface RetryTools {
  readonly logger?: AuthLogger | undefined;
  /** What the log must not be seen to repeat, whatever its shape. Tokens of a known shape are masked without being named. */
  readonly secrets?: readonly Secret[] | undefined;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** Milliseconds on a clock that only goes forward. */
  readonly now?: () => number;
  /** Waits; ends early, in whatever way, when the signal is aborted. */
  readonly sleep?: (delayMs: number, signal: AbortSignal) => Promise<unknown>;
}

const realSleep: NonNullable<RetryTools['sleep']> = (delayMs, signal) => sleep(delayMs, undefined, { signal });

/** Carries whatever was thrown past p-retry, which has its own mind about TypeErrors and values that are no errors. */
class Failure extends Error {
  readonly thrown: unknown;

  constructor(thrown: unknown) {
    super('failed');
    this.thrown = thrown;
  }
}

/**
 * Calls an operation again while its failures may pass by themselves.
 *
 * Waits are exponential with full jitter; a time that the service names (`Retry-After`, Hugging Face's `RateLimit`) is waited for instead. Never again are
 * called: what was refused (401, 403), what is not idempotent, what the caller aborted.
 *
 * Logs `Retry 2/3 after 4.0s` (the second of three calls follows in four seconds) and `All attempts failed: …`.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export class RetryManager {
  readonly #config: RetryConfig;
  readonly #logger: AuthLogger | undefined;
  readonly #secrets: readonly Secret[];
  readonly #tools: Required<Omit<RetryTools, 'logger' | 'secrets'>>;

  constructor(config: RetryConfig = new RetryConfig(), tools: RetryTools = {}) {
    const { logger, secrets = [], random = Math.random, now = () => performance.now(), sleep = realSleep } = tools;
    this.#config = config;
    this.#logger = logger;
    this.#secrets = secrets;
    this.#tools = { random, now, sleep };
  }

  /** @throws What the last call threw; the abort's reason, or a `TimeoutError` when the deadline passed within a call. */
  async execute<T>(operation: (attempt: Attempt) => T | Promise<T>, { signal, idempotent = true }: ExecuteOptions = {}): Promise<T> {
    signal?.throwIfAborted();
    const { default: pRetry } = await import('p-retry');
    const endsAt = this.#tools.now() + this.#config.deadlineMs;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new DOMException('The deadline passed.', 'TimeoutError')), Math.min(this.#config.deadlineMs, 2 ** 31 - 1));
    const either = signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]);
    try {
      return await pRetry((number) => attempt(operation, { number, signal: either }), {
        retries: this.#config.maxAttempts - 1,
        minTimeout: 0,
        maxTimeout: 0, // the wait is ours, in shouldRetry
        shouldRetry: async ({ error, attemptNumber }) => idempotent && !either.aborted && this.#waited(error, attemptNumber, endsAt, either),
      });
    } catch (error) {
      throw this.#final(error, signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits before the next call; `false` when there is to be none. */
  async #waited(error: Error, attemptNumber: number, endsAt: number, signal: AbortSignal): Promise<boolean> {
    const thrown = error instanceof Failure ? error.thrown : error;
    if (isRefusal(thrown) || !this.#config.retryable(thrown)) return false;
    const delayMs =
      factsOf(thrown).retryAfterMs ?? this.#tools.random() * Math.min(this.#config.maxDelayMs, this.#config.baseDelayMs * 2 ** (attemptNumber - 1));
    if (this.#tools.now() + delayMs >= endsAt) return false;
    this.#logger?.warn(`Retry ${attemptNumber + 1}/${this.#config.maxAttempts} after ${(delayMs / 1000).toFixed(1)}s`, { attempt: attemptNumber + 1 });
    await this.#tools.sleep(delayMs, signal).catch(() => undefined);
    return true;
  }

  #final(error: unknown, signal: AbortSignal | undefined): unknown {
    const thrown = signal?.aborted === true ? signal.reason : error instanceof Failure ? error.thrown : error;
    this.#logger?.error(`All attempts failed: ${scrubbedMessage(thrown, this.#secrets)}`);
    return thrown;
  }
}

/** One call. It ends when the signal says so, also when the operation does not look at it. */
async function attempt<T>(operation: (attempt: Attempt) => T | Promise<T>, told: Attempt): Promise<T> {
  const { signal } = told;
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Failure(signal.reason));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([Promise.resolve().then(() => operation(told)), aborted]);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(error);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
