import { isTransient } from '#auth/retry/retryable.ts';
import { AuthGuardError } from '#errors.ts';

/** A class of errors. */
type ErrorClass = abstract new (...args: never[]) => Error;

export interface RetryOptions {
  /** Calls at most, the first included. Default 3. */
  readonly maxAttempts?: number;
  /** The wait before the second call is drawn from 0 to this; the limit doubles each time. Default 2,000. */
  readonly baseDelayMs?: number;
  /** No wait of our own is longer; one that the service asks for may be. Default 30,000. */
  readonly maxDelayMs?: number;
  /** For everything, waits included. A wait that would not fit is not begun. Default 300,000. */
  readonly deadlineMs?: number;
  /** Which failures are worth another call: a function, or classes of errors. Default: those that may pass by themselves. A 401 or 403 never is. */
  readonly retryable?: ((error: unknown) => boolean) | readonly ErrorClass[];
}

function positive(name: string, value: number, smallest: number): number {
  if (!(value >= smallest)) throw new AuthGuardError('USAGE', `${name} is ${value}; it must be at least ${smallest}.`);
  return value;
}

function predicate(retryable: RetryOptions['retryable']): (error: unknown) => boolean {
  if (retryable === undefined) return isTransient;
  if (typeof retryable === 'function') return retryable;
  return (error) => retryable.some((type) => error instanceof type);
}

/**
 * How often, and after which waits, an operation is tried again.
 *
 * @example new RetryConfig({ maxAttempts: 3, baseDelayMs: 2000, maxDelayMs: 30000 })
 * @throws {AuthGuardError} `USAGE` for numbers that make no sense.
 */
export class RetryConfig {
  readonly maxAttempts: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  readonly deadlineMs: number;
  readonly retryable: (error: unknown) => boolean;

  constructor({ maxAttempts = 3, baseDelayMs = 2_000, maxDelayMs = 30_000, deadlineMs = 300_000, retryable }: RetryOptions = {}) {
    this.maxAttempts = positive('maxAttempts', Math.floor(maxAttempts), 1);
    this.baseDelayMs = positive('baseDelayMs', baseDelayMs, 0);
    this.maxDelayMs = positive('maxDelayMs', maxDelayMs, 0);
    this.deadlineMs = positive('deadlineMs', deadlineMs, 0);
    this.retryable = predicate(retryable);
  }
}
