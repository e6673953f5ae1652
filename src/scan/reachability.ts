import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from '#crypto.ts';
import type { GitContext } from '#git/git.ts';
import { type ObjectNames, reachableNames } from '#git/object-names.ts';
import { allRefs, headCommit } from '#git/refs.ts';
import { readSealed, writeSealed } from '#scan/sealed-file.ts';

/** What a walk from every ref says of a repository's objects. */
export interface Reachability {
  /** Objects that are there and that nothing refers to. */
  readonly dangling: number;
  /** Objects that are referred to and not there. */
  readonly missing: readonly string[];
}

interface Walked {
  readonly state: string;
  readonly reachable: number;
  readonly missing: readonly string[];
}

/** Changes when a walk could come to another end: other refs, another boundary of a shallow clone, other objects. */
export async function repositoryState(git: GitContext, gitFolder: string, names: ObjectNames): Promise<string> {
  const hash = createHash('sha256').update(`${names.count} ${await headCommit(git)}\n`);
  for (const { oid, name } of await allRefs(git)) hash.update(`${oid} ${name}\n`);
  try {
    hash.update(readFileSync(join(gitFolder, 'shallow')));
  } catch {
    // not shallow
  }
  return hash.digest('hex');
}

/**
 * Walks from every ref to see what nothing refers to and what is missing. The walk's end is kept, and taken again while nothing has changed.
 *
 * @param cache Where to keep it; nowhere when `undefined`.
 * @throws {AuthGuardError} `GIT_FAILED` for a commit that is missing.
 */
export async function reachability(git: GitContext, gitFolder: string, names: ObjectNames, cache: string | undefined): Promise<Reachability> {
  const state = await repositoryState(git, gitFolder, names);
  const file = cache === undefined ? undefined : join(cache, 'walk.json');
  const kept = file === undefined ? undefined : (JSON.parse(readSealed(file)?.toString('utf8') ?? 'null') as Walked | null);
  if (kept?.state === state) return { dangling: Math.max(0, names.count - kept.reachable), missing: kept.missing };
  const { count: reachable, missing } = await reachableNames(git, { options: ['--all'] });
  if (file !== undefined) writeSealed(file, Buffer.from(JSON.stringify({ state, reachable, missing } satisfies Walked)));
  return { dangling: Math.max(0, names.count - reachable), missing };
}
