import { GitHub } from '#ci/gh/github.ts';
import { repositoryFor } from '#cli/github-repository.ts';
import type { Io } from '#cli/io.ts';

/** The repository on GitHub that a command is about. @throws {AuthGuardError} As `repositoryFor`. */
export async function githubFor(named: string | undefined, io: Io): Promise<GitHub> {
  return new GitHub(await repositoryFor(named, { cwd: io.cwd, env: io.env }, io), { cwd: io.cwd, env: io.env, signal: io.signal });
}
