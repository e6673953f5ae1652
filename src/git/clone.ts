import { type GitContext, runGit } from '#git/git.ts';

/** A repository elsewhere. */
export interface RemotePlace {
  readonly url: string;
  /** Settings for these calls of git; they travel in the environment, where no other user's process list shows them. */
  readonly settings: readonly (readonly [name: string, value: string])[];
  /** Ends git, too, when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

export interface CloneRequest extends RemotePlace {
  /** Where the bare clone goes; must not exist. */
  readonly folder: string;
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

/** For what goes elsewhere: a redirect is not followed beyond the first answer, and who says nothing for two minutes is not waited for. */
const ELSEWHERE = ['http.followRedirects=initial', 'http.lowSpeedLimit=1', 'http.lowSpeedTime=120'].flatMap((setting) => ['-c', setting]);

/**
 * Every ref of a repository elsewhere with the object it names, as git prints them: what a clone would hold.
 *
 * @throws {AuthGuardError} `GIT_FAILED`, `GIT_NOT_FOUND`.
 */
export async function remoteRefs(context: GitContext, { url, settings, signal }: RemotePlace): Promise<string> {
  const { stdout } = await runGit({ ...context, env: withSettings(context, settings) }, [...ELSEWHERE, 'ls-remote', '--quiet', '--', url], { signal });
  return stdout.toString('latin1');
}

/**
 * Clones everything of a repository, pull requests included, without a work tree and without the files of Git LFS.
 *
 * @throws {AuthGuardError} `GIT_FAILED`, `GIT_NOT_FOUND`.
 */
export async function cloneMirror(context: GitContext, { url, folder, settings, signal }: CloneRequest): Promise<void> {
  const env = { ...withSettings(context, settings), GIT_LFS_SKIP_SMUDGE: '1' };
  await runGit({ ...context, env }, [...ELSEWHERE, 'clone', '--quiet', '--mirror', '--', url, folder], { signal });
}
