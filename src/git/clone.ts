import { type GitContext, runGit } from '#git/git.ts';

export interface CloneRequest {
  readonly url: string;
  /** Where the bare clone goes; must not exist. */
  readonly folder: string;
  /** Settings for this clone; they travel in the environment, where no other user's process list shows them. */
  readonly settings: readonly (readonly [name: string, value: string])[];
}

/** @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-GITCONFIGCOUNT */
function withSettings({ env }: GitContext, settings: CloneRequest['settings']): GitContext['env'] {
  const first = Number(env['GIT_CONFIG_COUNT'] ?? '0');
  const entries = settings.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, name],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ]);
  return { ...env, ...Object.fromEntries(entries), GIT_CONFIG_COUNT: String(first + settings.length) };
}

/**
 * Clones everything of a repository, pull requests included, without a work tree and without the files of Git LFS. A redirect elsewhere is not followed
 * beyond the first answer.
 *
 * @throws {AuthGuardError} `GIT_FAILED`, `GIT_NOT_FOUND`.
 */
export async function cloneMirror(context: GitContext, { url, folder, settings }: CloneRequest): Promise<void> {
  const env = { ...withSettings(context, settings), GIT_LFS_SKIP_SMUDGE: '1' };
  await runGit({ ...context, env }, ['-c', 'http.followRedirects=initial', 'clone', '--quiet', '--mirror', '--', url, folder]);
}
