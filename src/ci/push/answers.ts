import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { writePrivateFile } from '#auth/private-file.ts';
import { type GitHub, repositoryText } from '#ci/gh/github.ts';
import { type Proofs, readProofs } from '#ci/proofs.ts';
import type { SecretPlace, SecretProof } from '#ci/report.ts';
import { type SecretPlaces, secretPlaces } from '#ci/secret-places.ts';

/** What GitHub knows of some secrets: names and dates, never a value. */
export interface Answers {
  readonly store: SecretPlaces;
  readonly proofs: Proofs;
  /** From minutes ago: good enough to be silent, never to refuse. */
  readonly cached: boolean;
}

const KEPT_MS = 5 * 60_000;

const place = v.object({
  level: v.picklist(['environment', 'repository', 'organisation', 'dependabot']),
  environment: v.nullable(v.string()),
  updatedAt: v.string(),
  ageDays: v.number(),
});

const proof = v.object({
  state: v.picklist(['proven', 'rejected', 'outdated', 'never', 'unknown']),
  at: v.nullable(v.string()),
  ageDays: v.nullable(v.number()),
  url: v.nullable(v.string()),
});

const kept = v.object({ at: v.number(), places: v.array(v.tuple([v.string(), v.array(place)])), proofs: v.array(v.tuple([v.string(), proof])) });

function fileFor(folder: string, github: GitHub): string {
  const name = createHash('sha256').update(repositoryText(github.repository)).digest('hex').slice(0, 32);
  return join(folder, 'ci', `${name}.json`);
}

const NEVER: SecretProof = { state: 'never', at: null, ageDays: null, url: null };

function readKept(file: string, now: Date): Answers | undefined {
  let body: unknown;
  try {
    body = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
  const result = v.safeParse(kept, body);
  const age = result.success ? now.getTime() - result.output.at : -1;
  if (!result.success || age < 0 || age > KEPT_MS) return undefined;
  const proofs = new Map(result.output.proofs);
  return { store: { places: new Map(result.output.places), unchecked: [] }, proofs: { of: (name) => proofs.get(name) ?? NEVER, unchecked: [] }, cached: true };
}

function keep(file: string, { store, proofs }: Answers, now: Date): void {
  const names = [...store.places.keys()];
  const body = {
    at: now.getTime(),
    places: [...store.places],
    proofs: names.map((name) => [name, proofs.of(name, store.places.get(name) as readonly SecretPlace[])]),
  };
  try {
    writePrivateFile(file, JSON.stringify(body));
  } catch {
    // without a cache the next push asks again
  }
}

/** Asks GitHub, and keeps the answer for some minutes when it is whole. */
export async function freshAnswers(github: GitHub, { folder, now }: { readonly folder: string | undefined; readonly now: Date }): Promise<Answers> {
  const [store, proofs] = await Promise.all([secretPlaces(github, { dependabot: false, now }), readProofs(github, now)]);
  const answers: Answers = { store, proofs, cached: false };
  if (folder !== undefined && store.unchecked.length + proofs.unchecked.length === 0) keep(fileFor(folder, github), answers, now);
  return answers;
}

/** The answer of some minutes ago, if there is one. */
export function keptAnswers(github: GitHub, { folder, now }: { readonly folder: string | undefined; readonly now: Date }): Answers | undefined {
  return folder === undefined ? undefined : readKept(fileFor(folder, github), now);
}
