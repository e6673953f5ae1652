import type { RepositoryName } from '#ci/gh/github.ts';
import { parseRepository, repositoryOf } from '#ci/gh/remotes.ts';
import type { GitContext } from '#git/git.ts';
import { gitLine } from '#git/git.ts';
import { remotes } from '#git/remotes.ts';

/** The remote that `gh repo set-default` was told. @see https://cli.github.com/manual/gh_repo_set-default */
async function chosenRemote(git: GitContext, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const chosen = await gitLine(git, ['config', '--default', '', '--get', `remote.${name}.gh-resolved`]);
    if (chosen === 'base') return name;
  }
  return undefined;
}

/**
 * The repository that a command is about: the one that was named, `GH_REPO`, the one that `gh repo set-default` was told, else the one that every
 * remote leads to.
 *
 * @throws {AuthGuardError} `USAGE`, `NO_GITHUB_REPOSITORY`.
 */
export async function repositoryFor(named: string | undefined, git: GitContext): Promise<RepositoryName> {
  const name = named ?? git.env['GH_REPO'];
  const host = git.env['GH_HOST'];
  if (name !== undefined && name !== '') return parseRepository(name, host === undefined || host === '' ? undefined : host);
  const all = await remotes(git);
  const chosen =
    all.length > 1
      ? await chosenRemote(
          git,
          all.map((remote) => remote.name),
        )
      : undefined;
  return repositoryOf(chosen === undefined ? all : all.filter((remote) => remote.name === chosen));
}
