import { resolve } from 'node:path';
import { type GitContext, gitLine } from '#git/git.ts';

/**
 * The folder of the repository that its linked work trees share, absolute.
 *
 * @throws {AuthGuardError} `NOT_A_REPOSITORY`, `GIT_FAILED`, `GIT_NOT_FOUND`.
 */
export async function commonFolder(context: GitContext): Promise<string> {
  return resolve(context.cwd, await gitLine(context, ['rev-parse', '--git-common-dir']));
}
