import { isRequestFault } from '#auth/http/fault.ts';
import { type Exchange, guardedFetch } from '#auth/http/guarded-fetch.ts';
import { fetchFor } from '#auth/http/proxy.ts';
import { RetryConfig } from '#auth/retry/config.ts';
import { factsOf } from '#auth/retry/facts.ts';
import { RetryManager } from '#auth/retry/retry-manager.ts';
import { isTransient } from '#auth/retry/retryable.ts';
import { unexpectedError } from '#auth/scrub.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import type { Secret } from '#detect/secret.ts';

/** The Hub's last answer, or why there was none. */
export type Outcome = { readonly exchange: Exchange } | { readonly exchange?: never; readonly error: unknown; readonly durationMs: number };

/** Network faults and 5xx may pass; a 429 is told at once, because whoami's limit is strict and counts every call. */
function retries(secret: Secret, settings: ValidationSettings): RetryManager {
  const config = new RetryConfig({
    maxAttempts: 3,
    baseDelayMs: 1_000,
    maxDelayMs: 8_000,
    deadlineMs: settings.deadlineMs ?? 30_000,
    retryable: (error) => isTransient(error) && factsOf(error).httpStatus !== 429,
  });
  return new RetryManager(config, { logger: settings.logger, secrets: [secret] });
}

/**
 * `GET /api/whoami-v2` through `@huggingface/hub`, which is given a `fetch` that keeps what its errors drop.
 *
 * The client's own errors are not looked at where there is an answer: for an unexpected body they are SyntaxErrors and TypeErrors.
 *
 * @param endpoint Without a slash at its end.
 * @throws What is a fault of the program itself, scrubbed.
 */
export async function askWhoami(secret: Secret, endpoint: string, settings: ValidationSettings): Promise<Outcome> {
  const { whoAmI } = await import('@huggingface/hub');
  const send = settings.fetch ?? (await fetchFor(settings.surroundings));
  const startedAt = performance.now();
  let exchange: Exchange | undefined;
  const onExchange = (answer: Exchange): void => {
    exchange = answer;
  };
  try {
    await retries(secret, settings).execute(
      ({ signal }) => {
        exchange = undefined;
        return whoAmI({
          accessToken: secret.expose(),
          hubUrl: endpoint,
          fetch: guardedFetch({ fetch: send, timeoutMs: settings.timeoutMs ?? 10_000, signal, onExchange }),
        });
      },
      { signal: settings.signal },
    );
  } catch (error) {
    if (exchange === undefined && !isRequestFault(error) && settings.signal?.aborted !== true) throw unexpectedError(error, [secret]);
    if (exchange === undefined) return { error, durationMs: Math.round(performance.now() - startedAt) };
  }
  if (exchange === undefined) throw new Error('The client made no call.');
  return { exchange };
}
