import type { NetworkFault } from '#auth/result.ts';
import { factsOf } from '#auth/retry/facts.ts';

const BY_CODE: readonly (readonly [codes: RegExp, fault: NetworkFault])[] = [
  [/^(?:ENOTFOUND|EAI_AGAIN|EAI_\w+)$/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(?:ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$/, 'reset'],
  [/^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/, 'timeout'],
  [/CERT|^(?:ERR_TLS|ERR_SSL|EPROTO$|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)/, 'tls'],
  [/^(?:HPE_|UND_ERR_RES|ERR_HTTP)/, 'protocol'],
  [/^(?:AUTH_GUARD_REDIRECT)$/, 'redirect'],
  [/^UND_ERR_(?:ABORTED|PRX)/, 'proxy'],
];

/**
 * Whether an error came out of a request: it has the system's name, ran out of time, or is what `fetch` throws. Another one is a fault of the program,
 * which says nothing of the service.
 */
export function isRequestFault(error: unknown): boolean {
  const { systemCode, timedOut } = factsOf(error);
  if (systemCode !== undefined || timedOut) return true;
  return error instanceof Error && (error.name === 'AbortError' || (error.name === 'TypeError' && /^(?:fetch failed|terminated)$/.test(error.message)));
}

/** What kind of fault kept a request from its answer, and the system's name for it. */
export function faultOf(error: unknown): { readonly fault: NetworkFault; readonly code: string | null } {
  const { systemCode, timedOut } = factsOf(error);
  if (timedOut) return { fault: 'timeout', code: 'TimeoutError' };
  const fault = BY_CODE.find(([codes]) => codes.test(systemCode ?? ''))?.[1] ?? 'network';
  return { fault, code: systemCode ?? null };
}
