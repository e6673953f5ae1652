import { type GitContext, runGit } from '#git/git.ts';

/** The text of a file as the index holds it; `undefined` when it holds none. */
export async function stagedFile(context: GitContext, path: string): Promise<string | undefined> {
  const { stdout, exitCode } = await runGit(context, ['cat-file', 'blob', `:./${path}`], { allowFailure: true });
  return exitCode === 0 ? stdout.toString('utf8') : undefined;
}
