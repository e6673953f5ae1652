import { type RepositoryName, repositoryText } from '#ci/gh/github.ts';
import { parseRepository, type RemoteRepository, repositoriesOf, severalRepositories } from '#ci/gh/remotes.ts';
import type { Io } from '#cli/io.ts';
import { askChoice, canAsk } from '#cli/questions.ts';
import type { GitContext } from '#git/git.ts';
import { gitLine } from '#git/git.ts';
import { type Remote, remotes } from '#git/remotes.ts';

/** The remote that `gh repo set-default` was told. @see https://cli.github.com/manual/gh_repo_set-default */
async function chosenRemote(git: GitContext, all: readonly Remote[]): Promise<Remote | undefined> {
  for (const remote of all.length > 1 ? all : []) {
    if ((await gitLine(git, ['config', '--default', '', '--get', `remote.${remote.name}.gh-resolved`])) === 'base') return remote;
  }
  return undefined;
}

/** Lets somebody at a terminal choose; elsewhere nobody does. */
async function choose(found: readonly [RemoteRepository, ...RemoteRepository[]], io: Io): Promise<RepositoryName> {
  if (!canAsk(io)) throw severalRepositories(found);
  const options = found.map(({ remote, repository }) => ({ value: repositoryText(repository), label: repositoryText(repository), hint: `remote ${remote}` }));
  const chosen = await askChoice(io, 'The remotes lead to different repositories on GitHub. Which one is meant?', options);
  io.stderr.write(`To be asked no more:  gh repo set-default ${chosen}\n`);
  return parseRepository(chosen);
}

/**
 * The repository that a command is about: the one that was named, `GH_REPO`, the one that `gh repo set-default` was told, the one that every
 * remote leads to; else one that is chosen on the terminal.
 *
 * @throws {AuthGuardError} `USAGE`, `NO_GITHUB_REPOSITORY`, `SEVERAL_REPOSITORIES`, `INTERRUPTED`.
 */
export async function repositoryFor(named: string | undefined, git: GitContext, io: Io): Promise<RepositoryName> {
  const name = named ?? git.env['GH_REPO'];
  const host = git.env['GH_HOST'];
  if (name !== undefined && name !== '') return parseRepository(name, host === undefined || host === '' ? undefined : host);
  const all = await remotes(git);
  const chosen = await chosenRemote(git, all);
  const found = repositoriesOf(chosen === undefined ? all : [chosen]);
  return found.length === 1 ? found[0].repository : choose(found, io);
}
