import { faultOf } from '#auth/http/fault.ts';
import type { Exchange } from '#auth/http/guarded-fetch.ts';
import type { ServiceAnswer } from '#auth/result.ts';
import { rateLimitHeaderMs, retryAfterHeaderMs } from '#auth/retry/facts.ts';
import { scrub, scrubbedMessage } from '#auth/scrub.ts';
import type { Secret } from '#detect/secret.ts';

/** The sentence in an answer's body, in whichever form the Hub chose; `null` for HTML and the like. */
export function errorTextOf(body: string): string | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null) return null;
  const { error, error_description: description, message, errors } = json as Record<string, unknown>;
  const listed = Array.isArray(errors) ? errors.map((one) => (typeof one === 'object' && one !== null ? (one as { message?: unknown }).message : one)) : [];
  const parts = [error, description, message, ...listed].flat().filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? null : parts.join(': ');
}

function isoOf(date: string | null): string | null {
  const time = new Date(date ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** An HTTP answer as facts, without secrets. @param secrets What the answer must not be seen to repeat. */
export function answerOfExchange({ url, status, headers, body, durationMs }: Exchange, secrets: readonly Secret[]): ServiceAnswer {
  const text = errorTextOf(body) ?? headers.get('x-error-message');
  const id = headers.get('x-request-id') ?? headers.get('x-amzn-trace-id') ?? headers.get('x-amz-cf-id');
  const code = headers.get('x-error-code');
  return {
    protocol: 'http',
    endpoint: new URL(url).origin,
    status,
    errorCode: code === null ? null : scrub(code, secrets),
    text: status < 400 || text === null ? null : scrub(text, secrets),
    requestId: id === null ? null : scrub(id, secrets),
    retryAfterMs: rateLimitHeaderMs(headers.get('ratelimit')) ?? retryAfterHeaderMs(headers.get('retry-after')) ?? null,
    fault: null,
    serverDate: isoOf(headers.get('date')),
    durationMs,
    cached: false,
  };
}

/** An answer that did not come. */
export function answerOfFault(
  error: unknown,
  facts: { readonly endpoint: string; readonly durationMs: number; readonly secrets: readonly Secret[] },
): ServiceAnswer {
  const { fault, code } = faultOf(error);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return {
    protocol: 'http',
    endpoint: facts.endpoint,
    status: null,
    errorCode: code,
    text: scrubbedMessage(cause, facts.secrets) || null,
    requestId: null,
    retryAfterMs: null,
    fault,
    serverDate: null,
    durationMs: facts.durationMs,
    cached: false,
  };
}
