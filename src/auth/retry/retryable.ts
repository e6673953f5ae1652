import { factsOf } from '#auth/retry/facts.ts';

/** Too early, too many, or a fault of the server that may pass; what it does not implement (501) or speak (505) does not. */
function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/** CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, INTERNAL, UNAVAILABLE: what Modal's clients try again. */
const GRPC: ReadonlySet<number> = new Set([1, 2, 4, 13, 14]);
const RESOURCE_EXHAUSTED = 8;

/** PERMISSION_DENIED, UNAUTHENTICATED. */
const GRPC_REFUSED: ReadonlySet<number> = new Set([7, 16]);

const SYSTEM: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Whether a service said no to the caller: to ask again changes nothing, and may lock the account. */
export function isRefusal(error: unknown): boolean {
  const { httpStatus, grpcCode } = factsOf(error);
  return httpStatus === 401 || httpStatus === 403 || (grpcCode !== undefined && GRPC_REFUSED.has(grpcCode));
}

/**
 * Whether a failure may pass by itself: network faults, time limits, 408, 429, 5xx, and the gRPC codes that Modal's clients try again.
 *
 * RESOURCE_EXHAUSTED counts only with a time to wait: else it is a quota.
 */
export function isTransient(error: unknown): boolean {
  const { httpStatus, grpcCode, systemCode, timedOut, retryAfterMs } = factsOf(error);
  if (httpStatus !== undefined) return isTransientStatus(httpStatus);
  if (grpcCode !== undefined) return GRPC.has(grpcCode) || (grpcCode === RESOURCE_EXHAUSTED && retryAfterMs !== undefined);
  return timedOut || (systemCode !== undefined && SYSTEM.has(systemCode));
}
