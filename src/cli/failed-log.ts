import { GitHub, repositoryText } from '#ci/gh/github.ts';
import { repositoryFor } from '#cli/github-repository.ts';
import type { Io } from '#cli/io.ts';
import { AuthGuardError } from '#errors.ts';

/** Downloading a log takes longer than other calls. */
const LOG_TIMEOUT_MS = 120_000;

export interface FailedLog {
  /** `run 123 of acme/model`. */
  readonly name: string;
  readonly text: string;
}

/**
 * The log of a run's failed steps; of all its steps where `gh` prints nothing for the failed ones, as it does for some logs.
 *
 * @param run.repository `OWNER/NAME`; without it, the one that `repositoryFor` finds. Never left to `gh`, which chooses by a rule of its own.
 * @throws {AuthGuardError} `USAGE`, `NO_GITHUB_REPOSITORY`, `SEVERAL_REPOSITORIES`, `GH_NOT_FOUND`, `GH_NO_LOGIN`, `GITHUB_NOT_FOUND` …
 * @see https://github.com/cli/cli/issues/10551
 */
export async function failedLog(io: Io, run: { readonly id: string; readonly repository: string | undefined }): Promise<FailedLog> {
  if (!/^\d+$/.test(run.id)) throw new AuthGuardError('USAGE', `"${run.id}" is no id of a run.`, { help: 'gh run list -R OWNER/NAME   shows the ids.' });
  const context = { cwd: io.cwd, env: io.env, signal: io.signal, timeoutMs: LOG_TIMEOUT_MS };
  const repository = await repositoryFor(run.repository, { cwd: io.cwd, env: io.env }, io);
  const github = new GitHub(repository, context);
  const what = `the log of run ${run.id} of ${repositoryText(repository)}`;
  const failed = await github.command(['run', 'view', run.id, '--log-failed'], { what });
  const text = failed.trim() === '' ? await github.command(['run', 'view', run.id, '--log'], { what }) : failed;
  return { name: `run ${run.id} of ${repositoryText(repository)}`, text };
}
