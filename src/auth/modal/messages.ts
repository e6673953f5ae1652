import protobuf from 'protobufjs/light.js';

/** Fields of a message: their type and number. */
type Fields = Readonly<Record<string, readonly [type: string, id: number]>>;

function message(fields: Fields): protobuf.IType {
  return { fields: Object.fromEntries(Object.entries(fields).map(([name, [type, id]]) => [name, { type, id }])) };
}

/** The part of Modal's service that tells whom a token belongs to. @see https://github.com/modal-labs/modal-client/blob/main/modal_proto/api.proto */
const root = protobuf.Root.fromJSON({
  nested: {
    Empty: message({}),
    Timestamp: message({ seconds: ['int64', 1], nanos: ['int32', 2] }),
    UserIdentity: message({ user_id: ['string', 1], username: ['string', 2] }),
    ServiceUserIdentity: message({ service_user_id: ['string', 1], service_user_name: ['string', 2], created_by: ['UserIdentity', 3] }),
    TokenInfoGetResponse: message({
      token_id: ['string', 1],
      workspace_id: ['string', 2],
      workspace_name: ['string', 3],
      user_identity: ['UserIdentity', 4],
      service_user_identity: ['ServiceUserIdentity', 5],
      created_at: ['Timestamp', 6],
      expires_at: ['Timestamp', 7],
      token_name: ['string', 8],
    }),
    ClientHelloResponse: message({ warning: ['string', 1], image_builder_version: ['string', 2] }),
    Any: message({ type_url: ['string', 1], value: ['bytes', 2] }),
    RPCStatus: { fields: { code: { type: 'int32', id: 1 }, message: { type: 'string', id: 2 }, details: { type: 'Any', id: 3, rule: 'repeated' } } },
    RPCRetryPolicy: message({ retry_after_secs: ['float', 1] }),
  },
});

interface Timestamp {
  readonly seconds?: number;
}

export interface TokenInfo {
  readonly token_id?: string;
  readonly workspace_name?: string;
  readonly user_identity?: { readonly username?: string };
  readonly service_user_identity?: { readonly service_user_name?: string };
  readonly created_at?: Timestamp;
  readonly expires_at?: Timestamp;
  readonly token_name?: string;
}

export interface ClientHello {
  readonly warning?: string;
}

/** A decoder of one message. Fields that were not sent are absent. */
function decoder<T>(name: string): (bytes: Uint8Array) => T {
  const type = root.lookupType(name);
  return (bytes) => type.toObject(type.decode(bytes), { longs: Number }) as T;
}

export const decodeTokenInfo = decoder<TokenInfo>('TokenInfoGetResponse');
export const decodeClientHello = decoder<ClientHello>('ClientHelloResponse');

const decodeStatus = decoder<{ readonly details?: readonly { readonly type_url?: string; readonly value?: Uint8Array }[] }>('RPCStatus');
const decodeRetryPolicy = decoder<{ readonly retry_after_secs?: number }>('RPCRetryPolicy');

/** Milliseconds that the details of a refusal ask to wait; `undefined` when they ask for none. @param bytes The trailer `grpc-status-details-bin`. */
export function retryPolicyMs(bytes: Uint8Array | undefined): number | undefined {
  if (bytes === undefined) return undefined;
  try {
    const policy = decodeStatus(bytes).details?.find(({ type_url: url }) => url?.endsWith('/modal.client.RPCRetryPolicy') === true)?.value;
    const seconds = policy === undefined ? undefined : decodeRetryPolicy(policy).retry_after_secs;
    return seconds === undefined ? undefined : Math.round(seconds * 1000);
  } catch {
    return undefined;
  }
}

/** Requests of both calls are empty. */
export function encodeEmpty(): Buffer {
  return Buffer.alloc(0);
}
