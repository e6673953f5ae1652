/** What is known of a token. Only an explicit no of the service, or a date, condemns one: everything that could not be found out is `unknown` or says why. */
export const TokenStatus = {
  /** The service accepted it, and it does what is needed. */
  VALID: 'valid',
  /** No token was found where the official libraries look. */
  MISSING: 'missing',
  /** It cannot work as it is written: quotes, blanks, the wrong half, another service's, a file that contradicts itself. */
  MALFORMED: 'malformed',
  /** The service refused it: revoked, expired or never issued; the services do not say which. */
  REJECTED: 'rejected',
  /** A date proves it: the token's own, or one that the service or the store gave. */
  EXPIRED: 'expired',
  /** It works, but not for as many days as were asked for. */
  EXPIRING: 'expiring',
  /** It works, but may not do what is needed. */
  INSUFFICIENT: 'insufficient',
  /** The service is willing to answer later. */
  RATE_LIMITED: 'rate-limited',
  /** The service could not be asked. */
  UNREACHABLE: 'unreachable',
  /** The service's answer decides nothing, or it was not asked. */
  UNKNOWN: 'unknown',
} as const;

export type TokenStatus = (typeof TokenStatus)[keyof typeof TokenStatus];

export type TokenType = 'HF_TOKEN' | 'MODAL_TOKEN';

/** Where a token stands. `kind` says which of the other fields are filled. */
export interface TokenSource {
  /** `mixed`: a Modal pair of which one half comes from the environment and one from the file. `program`: given to the library by its caller. */
  readonly kind: 'environment' | 'file' | 'mixed' | 'oidc' | 'program';
  /** Variables, such as `HF_TOKEN` or `MODAL_TOKEN_ID, MODAL_TOKEN_SECRET`. */
  readonly name: string | null;
  /** The file. */
  readonly path: string | null;
  /** The section of that file: a Modal profile, or the name that `hf auth list` shows. */
  readonly profile: string | null;
}

/** A source for people: `HF_TOKEN`, `/home/a/.modal.toml [acme]`. */
export function sourceText({ kind, name, path, profile }: TokenSource): string {
  const file = path === null ? '' : `${path}${profile === null ? '' : ` [${profile}]`}`;
  if (kind === 'program') return 'the calling program';
  return [name ?? '', file].filter((part) => part !== '').join(' and ');
}

export interface Organisation {
  readonly name: string;
  /** `admin`, `write`, `contributor`, `read`; `null` where the service does not say. */
  readonly role: string | null;
  /** Why the organisation may refuse a token that is valid: `mfa`, `sso`, `ip`, `token-policy`. */
  readonly restrictions: readonly string[];
}

export type TokenKind = 'classic' | 'fine-grained' | 'oauth' | 'oidc' | 'modal' | 'unknown';

/** Whom a token acts for. Holds no e-mail address. */
export interface TokenIdentity {
  readonly kind: 'user' | 'service-user' | 'organisation' | 'app' | 'unknown';
  readonly name: string;
  /** Modal's workspace. */
  readonly workspace: string | null;
  /** The name its owner gave the token. */
  readonly tokenName: string | null;
  readonly tokenKind: TokenKind;
  /** `read`, `write`, `fineGrained` …, in the service's own words. */
  readonly role: string | null;
  readonly organisations: readonly Organisation[];
}

/** How a service could not be reached. */
export type NetworkFault = 'dns' | 'refused' | 'reset' | 'timeout' | 'tls' | 'redirect' | 'proxy' | 'protocol' | 'network';

/** What the service itself said: facts for a diagnosis. */
export interface ServiceAnswer {
  readonly protocol: 'http' | 'grpc';
  /** Scheme, host and port. */
  readonly endpoint: string;
  /** HTTP status or gRPC code; `null` without an answer. */
  readonly status: number | null;
  /** `X-Error-Code`, or the name of the gRPC code, or that of the system's error (`ECONNREFUSED`). */
  readonly errorCode: string | null;
  /** The service's sentence, shortened, without tokens and control characters. */
  readonly text: string | null;
  readonly requestId: string | null;
  /** How long the service asked to wait. */
  readonly retryAfterMs: number | null;
  readonly fault: NetworkFault | null;
  /** The service's clock, ISO 8601; shows a wrong one here. */
  readonly serverDate: string | null;
  readonly durationMs: number;
  /** Whether the answer is one of some minutes ago. */
  readonly cached: boolean;
}

/** A fact that does not change the status. */
export interface TokenNote {
  readonly code: string;
  readonly message: string;
}

/** What was found out about one token. Never holds the token. All times are ISO 8601 in UTC. */
export interface TokenValidationResult {
  readonly tokenType: TokenType;
  readonly status: TokenStatus;
  /** One sentence. */
  readonly message: string;
  /** A stable name for the reason, such as `quoted` or `swapped`; `null` for a token that is valid. */
  readonly problem: string | null;
  readonly source: TokenSource | null;
  readonly identity: TokenIdentity | null;
  /** What a fine-grained, OAuth or OIDC token may do: `repo.write user:alice`; empty for the classic kind, whose `role` says it. */
  readonly scopes: readonly string[];
  readonly createdAt: string | null;
  readonly expiresAt: string | null;
  readonly checkedAt: string;
  /** The next step. */
  readonly help: string | null;
  readonly notes: readonly TokenNote[];
  /** `null` when the service was not asked. */
  readonly service: ServiceAnswer | null;
}

const UNDECIDED: ReadonlySet<TokenStatus> = new Set([TokenStatus.RATE_LIMITED, TokenStatus.UNREACHABLE, TokenStatus.UNKNOWN]);

/** 0: all are valid. 1: at least one is known not to do, which no answer about another can mend. 3: none is, but not all could be checked. */
export function exitCodeOfResults(results: readonly TokenValidationResult[]): 0 | 1 | 3 {
  if (results.some(({ status }) => status !== TokenStatus.VALID && !UNDECIDED.has(status))) return 1;
  return results.some(({ status }) => UNDECIDED.has(status)) ? 3 : 0;
}
