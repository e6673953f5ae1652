import { type GitContext, runGit, type Walk, walkInput } from '#git/git.ts';

/**
 * Paths below a folder that the commits of a walk add or change.
 *
 * @see https://git-scm.com/docs/git-log#Documentation/git-log.txt---name-only
 */
export async function changedPaths(context: GitContext, walk: Walk, folder: string): Promise<readonly string[]> {
  const options = ['--format=', '--name-only', '--no-renames', '--diff-filter=d', '-z', '--root', '-m'];
  const args = ['log', ...options, ...(walk.options ?? []), '--stdin', '--', folder];
  const { stdout, exitCode } = await runGit(context, args, { input: walkInput(walk), allowFailure: true });
  if (exitCode !== 0) return []; // the scan of the same walk says what is wrong with it
  return [...new Set(stdout.toString('utf8').split('\0'))].map((path) => path.replace(/^\n/, '')).filter((path) => path !== '');
}
