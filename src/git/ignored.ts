import { type GitContext, runGit } from '#git/git.ts';

/** How git stands to a path: `outside` any repository, tracked, ignored, or neither. */
export async function standingOf(context: GitContext, path: string): Promise<'outside' | 'tracked' | 'ignored' | 'visible'> {
  const inside = await runGit(context, ['rev-parse', '--is-inside-work-tree'], { allowFailure: true });
  if (inside.exitCode !== 0) return 'outside';
  const tracked = await runGit(context, ['--literal-pathspecs', 'ls-files', '--error-unmatch', '--', path], { allowFailure: true });
  if (tracked.exitCode === 0) return 'tracked';
  const ignored = await runGit(context, ['check-ignore', '--quiet', '--', path], { allowFailure: true });
  return ignored.exitCode === 0 ? 'ignored' : ignored.exitCode === 1 ? 'visible' : 'outside';
}
