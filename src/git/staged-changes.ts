import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type GitContext, gitLine, runGit } from '#git/git.ts';
import { parseRawDiff, type RawChange } from '#git/raw-diff.ts';

/** `-r`, because a sparse index holds folders, which git 2.55 otherwise compares as one entry. @see https://git-scm.com/docs/sparse-index */
const DIFF_INDEX = ['diff-index', '--cached', '--raw', '-r', '-z', '--no-abbrev', '--no-renames'] as const;

async function emptyTree(context: GitContext): Promise<string> {
  return gitLine(context, ['hash-object', '-t', 'tree', '--stdin']);
}

/** What the index holds that a commit does not. */
export async function changesAgainst(context: GitContext, commit: string): Promise<readonly RawChange[]> {
  const { stdout } = await runGit(context, [...DIFF_INDEX, commit, '--']);
  return parseRawDiff(stdout);
}

/**
 * What the next commit would change against HEAD; everything in the index when there is no commit yet.
 *
 * Asks plumbing alone, so that no attribute, text conversion or colour setting of the repository hides a path.
 *
 * @throws {AuthGuardError} `NOT_A_REPOSITORY`, `GIT_FAILED`, `GIT_NOT_FOUND`.
 * @see https://git-scm.com/docs/git-diff-index
 */
export async function stagedChanges(context: GitContext): Promise<readonly RawChange[]> {
  const { stdout, exitCode } = await runGit(context, [...DIFF_INDEX, 'HEAD', '--'], { allowFailure: true });
  if (exitCode === 0) return parseRawDiff(stdout);
  const head = await runGit(context, ['rev-parse', '--verify', '--quiet', 'HEAD'], { allowFailure: true });
  return changesAgainst(context, head.exitCode === 0 ? 'HEAD' : await emptyTree(context));
}

/** git names the commits of a merge to pre-merge-commit in these variables; MERGE_HEAD is written later. */
const MERGED_VARIABLE = /^GITHEAD_([0-9a-f]{40,64})$/;

/**
 * The commits that are being merged into HEAD; none outside a merge.
 *
 * @see https://git-scm.com/docs/gitrevisions#Documentation/gitrevisions.txt-MERGEHEAD
 */
export async function mergeHeads(context: GitContext): Promise<readonly string[]> {
  const file = resolve(context.cwd, await gitLine(context, ['rev-parse', '--git-path', 'MERGE_HEAD']));
  if (existsSync(file))
    return readFileSync(file, 'latin1')
      .split('\n')
      .filter((oid) => oid !== ''); // one line for each
  return Object.keys(context.env).flatMap((name) => MERGED_VARIABLE.exec(name)?.[1] ?? []);
}
