import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { WhoamiFacts } from '#auth/huggingface/answer.ts';
import { writePrivateFile } from '#auth/private-file.ts';
import type { Secret } from '#detect/secret.ts';

/** How long an answer is believed. */
const LIFETIME_MS = 5 * 60_000;

const text = v.nullable(v.string());
const texts = v.array(v.string());
const kind = v.picklist(['classic', 'fine-grained', 'oauth', 'oidc', 'modal', 'unknown']);

/** Strict, other than with the service's answers: this file is our own, and anything else is not believed. */
const entry = v.strictObject({
  schemaVersion: v.literal(1),
  answeredAt: v.pipe(v.string(), v.isoTimestamp()),
  facts: v.strictObject({
    identity: v.strictObject({
      kind: v.picklist(['user', 'service-user', 'organisation', 'app', 'unknown']),
      name: v.string(),
      workspace: text,
      tokenName: text,
      tokenKind: kind,
      role: text,
      organisations: v.array(v.strictObject({ name: v.string(), role: text, restrictions: texts })),
    }),
    rights: v.strictObject({
      kind,
      role: text,
      gated: v.boolean(),
      scoped: v.array(v.strictObject({ type: v.string(), name: text, permissions: texts, patterned: v.boolean() })),
      oauthScopes: v.nullable(texts),
    }),
    scopes: texts,
    createdAt: text,
    expiresAt: text,
  }),
});

export interface CachedWhoami {
  readonly facts: WhoamiFacts;
  readonly answeredAt: string;
}

/**
 * Answers of whoami of the last minutes, because the Hub limits that one endpoint strictly. One file for each token and Hub, named by a hash; it holds
 * neither the token nor an e-mail address. Only acceptances are kept.
 */
export class WhoamiCache {
  readonly #folder: string | undefined;
  readonly #now: () => Date;

  /** @param folder `undefined` keeps nothing. */
  constructor(folder: string | undefined, now: () => Date) {
    this.#folder = folder;
    this.#now = now;
  }

  read(secret: Secret, endpoint: string): CachedWhoami | undefined {
    const path = this.#path(secret, endpoint);
    if (path === undefined) return undefined;
    let content: string;
    try {
      content = readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), entry), content);
    if (!parsed.success) return undefined;
    const { facts, answeredAt } = parsed.output;
    const ageMs = this.#now().getTime() - Date.parse(answeredAt);
    return ageMs >= 0 && ageMs < LIFETIME_MS ? { facts, answeredAt } : undefined;
  }

  /** A cache that cannot be written costs a call, not truth. */
  write(secret: Secret, endpoint: string, facts: WhoamiFacts): void {
    const path = this.#path(secret, endpoint);
    if (path === undefined) return;
    try {
      writePrivateFile(path, JSON.stringify({ schemaVersion: 1, answeredAt: this.#now().toISOString(), facts }));
    } catch {
      // read-only home folders are common in CI
    }
  }

  #path(secret: Secret, endpoint: string): string | undefined {
    if (this.#folder === undefined) return undefined;
    const name = createHash('sha256').update(`${endpoint}\n${secret.sha256}`).digest('hex').slice(0, 32);
    return join(this.#folder, 'whoami', `${name}.json`);
  }
}
