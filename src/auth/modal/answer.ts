import { faultOf } from '#auth/http/fault.ts';
import { isHttpError, ModalCallError } from '#auth/modal/client.ts';
import type { TokenInfo } from '#auth/modal/messages.ts';
import type { NetworkFault, ServiceAnswer, TokenIdentity } from '#auth/result.ts';
import { scrub, scrubbedMessage } from '#auth/scrub.ts';
import type { Secret } from '#detect/secret.ts';

/** Names of codes. @see https://grpc.io/docs/guides/status-codes/ */
const CODES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** What the library writes into the details of a call that never got there. */
const FAULTS: readonly (readonly [text: RegExp, fault: NetworkFault])[] = [
  [/^Received HTTP status code|parsing error|Protocol error|PROTOCOL_ERROR|FRAME_SIZE/i, 'protocol'],
  [/ENOTFOUND|EAI_AGAIN|Name resolution failed/i, 'dns'],
  [/ECONNREFUSED/, 'refused'],
  [/certificate|self.signed|altnames|SSL routines|\bTLS\b|wrong version number/i, 'tls'],
  [/proxy/i, 'proxy'],
  [/ECONNRESET|EPIPE|socket hang up|Connection dropped|stream was terminated|GOAWAY|RST_STREAM/i, 'reset'],
  [/ETIMEDOUT|Deadline exceeded/i, 'timeout'],
];

const DEADLINE_EXCEEDED = 4;
const UNAVAILABLE = 14;

function callFault({ code, details }: ModalCallError): NetworkFault | null {
  const fault = FAULTS.find(([text]) => text.test(details))?.[1] ?? null;
  if (isHttpError(details)) return 'protocol';
  if (code === DEADLINE_EXCEEDED) return fault ?? 'timeout';
  return code === UNAVAILABLE || fault === 'protocol' ? (fault ?? 'network') : null;
}

export interface AnswerFacts {
  readonly server: string;
  readonly durationMs: number;
  readonly secrets: readonly Secret[];
}

/** A gRPC answer as facts; `error` is `undefined` for an acceptance. */
export function answerOfCall(error: unknown, { server, durationMs, secrets }: AnswerFacts): ServiceAnswer {
  const failed = error instanceof ModalCallError ? error : undefined;
  const code = error === undefined ? 0 : (failed?.code ?? null);
  return {
    protocol: 'grpc',
    endpoint: new URL(server).origin,
    status: code,
    errorCode: code === null || code === 0 ? null : (CODES[code] ?? String(code)),
    text: failed === undefined ? (error === undefined ? null : scrubbedMessage(error, secrets)) : scrub(failed.details, secrets) || null,
    requestId: null,
    retryAfterMs: failed?.retryAfterMs ?? null,
    fault: failed !== undefined ? callFault(failed) : error === undefined ? null : faultOf(error).fault,
    serverDate: null,
    durationMs,
    cached: false,
  };
}

/** ISO 8601 of a protobuf timestamp. */
export function dateOfTimestamp(timestamp: { readonly seconds?: number } | undefined): string | null {
  const time = new Date((timestamp?.seconds ?? Number.NaN) * 1000);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** Whom a token acts for: a user, or a service user of the workspace. */
export function identityOfInfo(info: TokenInfo): TokenIdentity {
  const service = info.service_user_identity?.service_user_name;
  const user = info.user_identity?.username;
  return {
    kind: service !== undefined ? 'service-user' : user !== undefined ? 'user' : 'unknown',
    name: service ?? user ?? info.workspace_name ?? 'unknown',
    workspace: info.workspace_name ?? null,
    tokenName: info.token_name ?? null,
    tokenKind: 'modal',
    role: null,
    organisations: [],
  };
}
