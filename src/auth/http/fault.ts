import type { NetworkFault } from '#auth/result.ts';
import { factsOf } from '#auth/retry/facts.ts';

/**
 * The names that a request's failure has. Names of the program's own mistakes (`ERR_INVALID_ARG_TYPE`, `UND_ERR_INVALID_ARG`) are none of them.
 *
 * @see https://nodejs.org/api/errors.html
 * @see https://github.com/nodejs/undici/blob/main/docs/docs/api/Errors.md
 */
const BY_CODE: readonly (readonly [codes: RegExp, fault: NetworkFault])[] = [
  [/^(?:ENOTFOUND|EAI_\w+)$/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(?:ECONNRESET|EPIPE|ECONNABORTED|ENETRESET|UND_ERR_SOCKET|ERR_SOCKET_CLOSED|ERR_STREAM_PREMATURE_CLOSE)$/, 'reset'],
  [/^(?:ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|ERR_SOCKET_CONNECTION_TIMEOUT|ERR_TLS_HANDSHAKE_TIMEOUT)$/, 'timeout'],
  [/^(?:CERT_|CRL_|\w*_CERT(?:_|$)|INVALID_(?:CA|PURPOSE)$|ERR_TLS_CERT_|ERR_SSL_|EPROTO$|UNABLE_TO_|HOSTNAME_MISMATCH$)/, 'tls'],
  [/^(?:HPE_\w+|HTTPParserError|UND_ERR_(?:RES_\w+|RESPONSE|HEADERS_OVERFLOW)|Z_\w+|ERR__ERROR_\w+|ZSTD_error_\w+|ERR_HTTP2_\w+)$/, 'protocol'],
  [/^AUTH_GUARD_REDIRECT$/, 'redirect'],
  [/^UND_ERR_(?:ABORTED|PRX_TLS)$/, 'proxy'],
  [/^(?:EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM|EMFILE|ENFILE|ENOBUFS)$/, 'network'],
];

function faultOfCode(code: string): NetworkFault | undefined {
  return BY_CODE.find(([codes]) => codes.test(code))?.[1];
}

/** What `fetch` says of a failure without a name, such as a port that it does not go to. */
function isNamelessFetchFault({ name, message, cause }: Error): boolean {
  const isMistake = cause instanceof Error && /^(?:Type|Range|Reference|Syntax)Error$/.test(cause.name);
  return name === 'TypeError' && /^(?:fetch failed|terminated)$/.test(message) && !isMistake;
}

/**
 * Whether an error came out of a request: it has a name that the network's failures have, ran out of time, was stopped, or is what `fetch` throws when it
 * says no more. Another one is a fault of the program, which says nothing of the service.
 */
export function isRequestFault(error: unknown): boolean {
  const { systemCode, timedOut } = factsOf(error);
  if (timedOut) return true;
  if (systemCode !== undefined) return faultOfCode(systemCode) !== undefined;
  return error instanceof Error && (error.name === 'AbortError' || isNamelessFetchFault(error));
}

/** What kind of fault kept a request from its answer, and the system's name for it. */
export function faultOf(error: unknown): { readonly fault: NetworkFault; readonly code: string | null } {
  const { systemCode, timedOut } = factsOf(error);
  if (timedOut) return { fault: 'timeout', code: 'TimeoutError' };
  return { fault: faultOfCode(systemCode ?? '') ?? 'network', code: systemCode ?? null };
}
