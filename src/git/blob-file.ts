import { type GitContext, runGit } from '#git/git.ts';

async function blobText(context: GitContext, name: string): Promise<string | undefined> {
  const { stdout, exitCode } = await runGit(context, ['cat-file', 'blob', name], { allowFailure: true });
  return exitCode === 0 ? stdout.toString('utf8') : undefined;
}

/** The text of a file as the index holds it; `undefined` when it holds none. */
export function stagedFile(context: GitContext, path: string): Promise<string | undefined> {
  return blobText(context, `:./${path}`);
}

/** The text of a file at the top of HEAD's tree; `undefined` when it holds none. */
export function committedFile(context: GitContext, path: string): Promise<string | undefined> {
  return blobText(context, `HEAD:${path}`);
}
