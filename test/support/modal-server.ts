import { Metadata, Server, ServerCredentials, type ServiceError, type sendUnaryData, status } from '@grpc/grpc-js';
import protobuf from 'protobufjs/light.js';
import { onTestFinished } from 'vitest';

const { Reader, Writer } = protobuf;

export interface ModalAccount {
  readonly secret: string;
  readonly workspace?: string;
  readonly username?: string;
  readonly serviceUser?: string;
  readonly tokenName?: string;
  /** Seconds since 1970. */
  readonly createdAt?: number;
  readonly expiresAt?: number;
}

/** A server on the loopback that answers as Modal does. */
export interface ModalServer {
  url: string;
  /** By token id. */
  readonly accounts: Map<string, ModalAccount>;
  /** Errors for the next calls, one each; `undefined` for a call that gets its usual answer. */
  readonly script: (Partial<ServiceError> | undefined)[];
  /** Methods that it does not implement. */
  readonly missing: Set<string>;
  /** Warnings in the trailers of each answer. */
  warning: string | undefined;
  readonly seen: { readonly method: string; readonly metadata: Metadata }[];
  /** Secrets that were made, by name. */
  readonly secrets: Map<string, Readonly<Record<string, string>>>;
}

function text(writer: protobuf.Writer, id: number, value: string | undefined): void {
  if (value !== undefined) writer.uint32((id << 3) | 2).string(value);
}

function nested(writer: protobuf.Writer, id: number, fill: ((inner: protobuf.Writer) => void) | undefined): void {
  if (fill === undefined) return;
  writer.uint32((id << 3) | 2).fork();
  fill(writer);
  writer.ldelim();
}

const timestamp = (seconds: number | undefined) => (seconds === undefined ? undefined : (inner: protobuf.Writer) => void inner.uint32(8).int64(seconds));

/** TokenInfoGetResponse, written by field number: what the service's own proto says. */
function tokenInfo(tokenId: string, { workspace = 'acme', username, serviceUser, tokenName, createdAt, expiresAt }: ModalAccount): Uint8Array {
  const writer = Writer.create();
  text(writer, 1, tokenId);
  text(writer, 2, 'wo-1');
  text(writer, 3, workspace);
  nested(writer, 4, username === undefined ? undefined : (inner) => text(inner, 2, username));
  nested(writer, 5, serviceUser === undefined ? undefined : (inner) => text(inner, 2, serviceUser));
  nested(writer, 6, timestamp(createdAt));
  nested(writer, 7, timestamp(expiresAt));
  text(writer, 8, tokenName);
  return writer.finish();
}

/** The service's order to wait: RPCStatus with one RPCRetryPolicy, by field number. */
export function throttled(seconds: number): Partial<ServiceError> {
  const policy = Writer.create().uint32(13).float(seconds).finish();
  const any = Writer.create().uint32(10).string('type.modal.com/modal.client.RPCRetryPolicy').uint32(18).bytes(policy).finish();
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(Writer.create().uint32(8).int32(8).uint32(26).bytes(any).finish()));
  return { code: status.RESOURCE_EXHAUSTED, details: 'slow down', metadata };
}

/** A JWT whose date the JavaScript SDK reads. */
function authToken(): Uint8Array {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const writer = Writer.create();
  text(writer, 1, `${part({ alg: 'none' })}.${part({ exp: Math.floor(Date.now() / 1000) + 1_200 })}.x`);
  return writer.finish();
}

/** The strings of a message by field number; nested messages are left as bytes. */
function fields(bytes: Uint8Array): readonly (readonly [id: number, value: Uint8Array])[] {
  const reader = Reader.create(bytes);
  const found: (readonly [number, Uint8Array])[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if ((tag & 7) === 2) found.push([tag >>> 3, reader.bytes()]);
    else reader.skipType(tag & 7);
  }
  return found;
}

const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

/** SecretGetOrCreateRequest: `deployment_name` is 1, `env_dict` a map in 5. */
function keepSecret({ secrets }: ModalServer, request: Uint8Array): void {
  const found = fields(request);
  const pairs = found.filter(([id]) => id === 5).map(([, pair]) => new Map(fields(pair)));
  secrets.set(textOf(found.find(([id]) => id === 1)?.[1]), Object.fromEntries(pairs.map((pair) => [textOf(pair.get(1)), textOf(pair.get(2))])));
}

/** In the service's order. @see https://github.com/modal-labs/modal-client/blob/main/py/test/conftest.py */
function refusal({ accounts }: ModalServer, metadata: Metadata): Partial<ServiceError> | undefined {
  const id = String(metadata.get('x-modal-token-id')[0] ?? '');
  const secret = String(metadata.get('x-modal-token-secret')[0] ?? '');
  const unauthenticated = (details: string): Partial<ServiceError> => ({ code: status.UNAUTHENTICATED, details });
  if (metadata.get('x-modal-client-version').length === 0) return { code: status.FAILED_PRECONDITION, details: 'Missing x-modal-client-version header' };
  if (id === '' || secret === '') return unauthenticated('Token missing');
  if (!id.startsWith('ak-')) return unauthenticated('Token ID is malformed');
  const account = accounts.get(id);
  if (account === undefined) return unauthenticated('Token not found');
  return account.secret === secret ? undefined : unauthenticated('Token secret is wrong');
}

function bodyOf(server: ModalServer, method: string, { metadata, request }: Call): Uint8Array {
  const id = String(metadata.get('x-modal-token-id')[0]);
  const account = server.accounts.get(id);
  if (method === 'TokenInfoGet' && account !== undefined) return tokenInfo(id, account);
  if (method === 'AuthTokenGet') return authToken();
  if (method === 'SecretGetOrCreate') keepSecret(server, request);
  const writer = Writer.create();
  if (method === 'WorkspaceNameLookup') text(writer, 2, account?.workspace ?? 'acme');
  return writer.finish();
}

interface Call {
  readonly metadata: Metadata;
  readonly request: Uint8Array;
}

const METHODS = ['TokenInfoGet', 'ClientHello', 'AuthTokenGet', 'WorkspaceNameLookup', 'SecretGetOrCreate'] as const;
const bytes = (value: Uint8Array): Buffer => Buffer.from(value);

function handlers(server: ModalServer, methods: readonly string[]) {
  const definition = (method: string) => ({
    path: `/modal.client.ModalClient/${method}`,
    requestStream: false,
    responseStream: false,
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: bytes,
    responseDeserialize: bytes,
  });
  const handler = (method: string) => (call: Call, reply: sendUnaryData<Uint8Array>) => {
    server.seen.push({ method, metadata: call.metadata });
    const missing = server.missing.has(method) ? { code: status.UNIMPLEMENTED, details: `Method not found: ${method}` } : undefined;
    const error = server.script.shift() ?? missing ?? refusal(server, call.metadata);
    if (error !== undefined) return reply(error);
    const trailers = new Metadata();
    if (server.warning !== undefined) trailers.set('x-modal-warning', server.warning);
    reply(null, bodyOf(server, method, call), trailers);
  };
  return {
    service: Object.fromEntries(methods.map((method) => [method, definition(method)])),
    handlers: Object.fromEntries(methods.map((method) => [method, handler(method)])),
  };
}

/** Starts one for the test that calls it. @param credentials For a server with TLS. */
export async function startModal(credentials: ServerCredentials = ServerCredentials.createInsecure()): Promise<ModalServer> {
  const modal: ModalServer = { url: '', accounts: new Map(), script: [], missing: new Set(), warning: undefined, seen: [], secrets: new Map() };
  const server = new Server();
  const { service, handlers: implementation } = handlers(modal, METHODS);
  server.addService(service, implementation);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error === null ? resolve(bound) : reject(error))),
  );
  onTestFinished(() => server.forceShutdown());
  modal.url = `http://127.0.0.1:${port}`;
  return modal;
}
