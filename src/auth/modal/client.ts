import { arch, platform } from 'node:os';
import { Client, status as grpcStatus, logVerbosity, Metadata, type ServiceError, setLogVerbosity } from '@grpc/grpc-js';
import { channelTarget } from '#auth/modal/channel.ts';
import { type ClientHello, decodeClientHello, decodeTokenInfo, encodeEmpty, retryPolicyMs, type TokenInfo } from '#auth/modal/messages.ts';
import { percentDecoded } from '#auth/percent.ts';
import type { ModalToken } from '#auth/sources/modal.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';

/** What a server said of a token. */
export interface ModalAnswer {
  /** `undefined` where the server does not implement the question, and only greeted. */
  readonly info: TokenInfo | undefined;
  readonly warnings: readonly string[];
}

/** A call that failed: a gRPC code, and how long the server asked to wait. */
export class ModalCallError extends Error {
  readonly code: number;
  /** As gRPC clients call it; it also tells a retry that `code` is a gRPC code. */
  readonly details: string;
  readonly retryAfterMs: number | undefined;

  constructor({ code, details, metadata }: Pick<ServiceError, 'code' | 'details'> & { readonly metadata?: Metadata }) {
    super(details);
    this.code = code;
    this.details = details;
    const [bytes] = metadata?.get('grpc-status-details-bin') ?? [];
    this.retryAfterMs = retryPolicyMs(bytes instanceof Uint8Array ? bytes : undefined);
  }
}

export interface ModalCall {
  readonly server: string;
  readonly token: ModalToken;
  readonly surroundings: Surroundings;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * What Modal's clients send with each call. The service takes calls from known kinds of clients alone; this is the kind that sends id and secret.
 *
 * @see https://github.com/modal-labs/modal-client/blob/main/py/modal/client.py
 */
function metadataFor({ token, surroundings }: ModalCall): Metadata {
  const metadata = new Metadata();
  metadata.set('x-modal-client-type', '1');
  metadata.set('x-modal-client-version', surroundings.env['AUTH_GUARD_MODAL_CLIENT_VERSION'] || '1.0.0');
  metadata.set('x-modal-python-version', '3.12.0');
  metadata.set('x-modal-node', 'auth-guard');
  metadata.set('x-modal-platform', encodeURIComponent(`${platform()}-${arch()}`));
  metadata.set('x-modal-token-id', token.tokenId.expose());
  metadata.set('x-modal-token-secret', token.tokenSecret.expose());
  return metadata;
}

/** `x-modal-warning`: percent-encoded sentences with commas between. */
function warningsOf(trailers: Metadata): readonly string[] {
  return trailers
    .get('x-modal-warning')
    .flatMap((value) => String(value).split(','))
    .map((value) => percentDecoded(value).trim())
    .filter((value) => value !== '');
}

function unary<T>(
  client: Client,
  method: string,
  decode: (bytes: Uint8Array) => T,
  call: ModalCall,
): Promise<{ readonly value: T; readonly warnings: readonly string[] }> {
  return new Promise((resolve, reject) => {
    let value: T | undefined;
    const options = { deadline: Date.now() + call.timeoutMs };
    const running = client.makeUnaryRequest(`/modal.client.ModalClient/${method}`, encodeEmpty, decode, {}, metadataFor(call), options, (error, answer) => {
      call.signal.removeEventListener('abort', cancel);
      if (error !== null) reject(new ModalCallError(error));
      value = answer;
    });
    const cancel = (): void => running.cancel();
    call.signal.addEventListener('abort', cancel, { once: true });
    running.once('status', ({ metadata }) => value !== undefined && resolve({ value, warnings: warningsOf(metadata) })); // emitted after the callback
  });
}

/** Asks one server whom a token belongs to; one that does not know the question is greeted, which it answers only for a good token. @throws {ModalCallError} */
export async function askModal(call: ModalCall): Promise<ModalAnswer> {
  if (!call.surroundings.env['GRPC_VERBOSITY']) setLogVerbosity(logVerbosity.NONE); // what it would print is in the error
  const { address, credentials, options } = channelTarget(call.server, call.surroundings);
  const client = new Client(address, credentials, options);
  try {
    const { value, warnings } = await unary<TokenInfo>(client, 'TokenInfoGet', decodeTokenInfo, call);
    if (value.token_id === call.token.tokenId.expose()) return { info: value, warnings };
    throw new ModalCallError({ code: grpcStatus.DATA_LOSS, details: 'Response message parsing error: the answer is not about this token.' });
  } catch (error) {
    if (!(error instanceof ModalCallError) || error.code !== grpcStatus.UNIMPLEMENTED || isHttpError(error.details)) throw error;
    const { value, warnings } = await unary<ClientHello>(client, 'ClientHello', decodeClientHello, call);
    return { info: undefined, warnings: [...warnings, ...(value.warning ? [value.warning] : [])] };
  } finally {
    client.close();
  }
}

/** Whether a code is the library's translation of an HTTP status: then something other than the service answered. */
export function isHttpError(details: string): boolean {
  return /^Received HTTP status code/i.test(details);
}
