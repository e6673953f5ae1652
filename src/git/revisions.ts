import { type GitContext, gitFailure, gitLine, runGit } from '#git/git.ts';

/**
 * Whether a branch, a commit or a range names commits of this repository.
 *
 * @throws {AuthGuardError} `GIT_FAILED` where git cannot say, as for a commit that is damaged; `NOT_A_REPOSITORY`.
 */
export async function namesCommits(context: GitContext, revision: string): Promise<boolean> {
  const args = ['rev-list', '--max-count=0', revision, '--'];
  const { exitCode, stderr } = await runGit(context, args, { allowFailure: true });
  if (exitCode !== 0 && !/bad revision|unknown revision|ambiguous argument/.test(stderr)) throw gitFailure(args, stderr, exitCode);
  return exitCode === 0;
}

/**
 * The moment that git takes a date for, in seconds since 1970. What it does not understand it takes for now.
 *
 * @see https://git-scm.com/docs/git-rev-parse#Documentation/git-rev-parse.txt---sinceltdatestringgt
 */
export async function momentOf(context: GitContext, date: string): Promise<number> {
  return Number((await gitLine(context, ['rev-parse', `--since=${date}`])).replace('--max-age=', ''));
}
