import * as v from 'valibot';
import type { Organisation, TokenIdentity, TokenKind } from '#auth/result.ts';

const text = v.fallback(v.nullish(v.string()), null);
const texts = v.fallback(v.array(v.string()), []);

const entity = v.looseObject({ type: v.fallback(v.string(), 'unknown'), name: text });

const fineGrained = v.looseObject({
  canReadGatedRepos: v.fallback(v.boolean(), false),
  global: texts,
  scoped: v.fallback(v.array(v.looseObject({ entity, permissions: texts, patterns: texts })), []),
});

/** Only what every kind of answer has is required: the shapes differ, and grow. */
const whoami = v.looseObject({
  type: v.string(),
  name: v.string(),
  orgs: v.fallback(v.array(v.looseObject({ name: v.string(), roleInOrg: text, securityRestrictions: texts })), []),
  auth: v.looseObject({
    type: v.string(),
    expiresAt: text,
    accessToken: v.optional(
      v.looseObject({ displayName: text, role: text, createdAt: text, expiration: text, fineGrained: v.fallback(v.optional(fineGrained), undefined) }),
    ),
    resource: v.fallback(v.optional(v.looseObject({ sub: text })), undefined),
  }),
  scope: v.fallback(
    v.optional(v.looseObject({ role: text, entities: v.fallback(v.array(v.union([v.string(), v.looseObject({ type: v.string(), name: v.string() })])), []) })),
    undefined,
  ),
});

type Whoami = v.InferOutput<typeof whoami>;

/** Rights on one entity: a user, an organisation, a repository. */
export interface ScopedRight {
  readonly type: string;
  readonly name: string | null;
  readonly permissions: readonly string[];
  /** Whether wildcards choose repositories below it. */
  readonly patterned: boolean;
}

/** What a token may do, as far as the Hub says. */
export interface Rights {
  readonly kind: TokenKind;
  readonly role: string | null;
  /** Only of fine-grained tokens. */
  readonly gated: boolean;
  readonly scoped: readonly ScopedRight[];
  /** Of OAuth tokens: from the token itself, which the answer does not repeat. `null` for unknown. */
  readonly oauthScopes: readonly string[] | null;
}

/** An answer of whoami without e-mail addresses and pictures. */
export interface WhoamiFacts {
  readonly identity: TokenIdentity;
  readonly rights: Rights;
  readonly scopes: readonly string[];
  readonly createdAt: string | null;
  readonly expiresAt: string | null;
}

function kindOf({ auth }: Whoami): TokenKind {
  if (auth.accessToken?.role === 'fineGrained' || auth.accessToken?.fineGrained !== undefined) return 'fine-grained';
  if (auth.type === 'access_token') return 'classic';
  if (auth.type === 'oauth') return 'oauth';
  return auth.type.startsWith('app_token') ? 'oidc' : 'unknown';
}

const OWNERS: Readonly<Record<string, TokenIdentity['kind']>> = { user: 'user', org: 'organisation', app: 'app' };

function organisationOf(org: Whoami['orgs'][number]): Organisation {
  return { name: org.name, role: org.roleInOrg ?? null, restrictions: org.securityRestrictions };
}

function identityOf(answer: Whoami): TokenIdentity {
  const { accessToken } = answer.auth;
  return {
    kind: OWNERS[answer.type] ?? 'unknown',
    name: answer.name,
    workspace: null,
    tokenName: accessToken?.displayName ?? null,
    tokenKind: kindOf(answer),
    role: accessToken?.role ?? answer.scope?.role ?? null,
    organisations: answer.orgs.map(organisationOf),
  };
}

function scopedRights(answer: Whoami): readonly ScopedRight[] {
  const fine = answer.auth.accessToken?.fineGrained?.scoped ?? [];
  const entities = answer.scope?.entities ?? [];
  const role = answer.scope?.role ?? 'unknown';
  return [
    ...fine.map(({ entity: { type, name }, permissions, patterns }) => ({ type, name: name ?? null, permissions, patterned: patterns.length > 0 })),
    ...entities
      .map((one) => (typeof one === 'string' ? { type: 'repository', name: one } : one))
      .map(({ type, name }) => ({ type, name, permissions: [role], patterned: false })),
  ];
}

function scopeTexts(answer: Whoami, scoped: readonly ScopedRight[]): readonly string[] {
  const fine = answer.auth.accessToken?.fineGrained;
  return [
    ...scoped.flatMap(({ type, name, permissions }) => permissions.map((permission) => `${permission} ${type}${name === null ? '' : `:${name}`}`)),
    ...(fine?.global ?? []),
    ...(fine?.canReadGatedRepos === true ? ['gated repositories'] : []),
  ];
}

/** ISO 8601 in UTC of a date of the service; `null` for what is none. */
function isoOf(date: string | null | undefined): string | null {
  const time = new Date(date ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/**
 * Reads an answer of `/api/whoami-v2`; `undefined` for something else.
 *
 * @param oauthScopes Scopes that stand in the token itself.
 * @see https://github.com/huggingface/huggingface.js/blob/main/packages/hub/src/lib/who-am-i.ts
 */
export function readWhoami(body: string, oauthScopes: readonly string[] | null): WhoamiFacts | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), whoami), body);
  if (!parsed.success) return undefined;
  const answer = parsed.output;
  const identity = identityOf(answer);
  const scoped = scopedRights(answer);
  const { accessToken, expiresAt } = answer.auth;
  return {
    identity,
    rights: { kind: identity.tokenKind, role: identity.role, gated: accessToken?.fineGrained?.canReadGatedRepos ?? false, scoped, oauthScopes },
    scopes: identity.tokenKind === 'oauth' ? (oauthScopes ?? []) : scopeTexts(answer, scoped),
    createdAt: isoOf(accessToken?.createdAt),
    expiresAt: isoOf(expiresAt ?? accessToken?.expiration),
  };
}
