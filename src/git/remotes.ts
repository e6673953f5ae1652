import { type GitContext, runGit } from '#git/git.ts';

/** A remote and every address that fetching from it and pushing to it may use: with `pushurl` and `insteadOf` applied. */
export interface Remote {
  readonly name: string;
  readonly urls: readonly string[];
}

/** The remotes in the order of the settings. */
export async function remotes(context: GitContext): Promise<readonly Remote[]> {
  const { stdout } = await runGit(context, ['remote'], { allowFailure: true });
  const names = stdout
    .toString('utf8')
    .split('\n')
    .filter((name) => name !== '');
  return Promise.all(names.map(async (name) => ({ name, urls: (await urlsOf(context, name)).filter((url) => url !== '') })));
}

/** Names of the remotes that a URL leads to, as `git push URL` would see it. */
export async function remotesAt(context: GitContext, url: string): Promise<readonly string[]> {
  return (await remotes(context)).filter(({ urls }) => urls.includes(url)).map(({ name }) => name);
}

async function urlsOf(context: GitContext, name: string): Promise<readonly string[]> {
  const kinds = await Promise.all(
    [['--all'], ['--all', '--push']].map((kind) => runGit(context, ['remote', 'get-url', ...kind, name], { allowFailure: true })),
  );
  return kinds.flatMap(({ stdout }) => stdout.toString('utf8').split('\n'));
}

/** Which of some objects are here. */
export async function presentObjects(context: GitContext, oids: readonly string[]): Promise<readonly string[]> {
  if (oids.length === 0) return [];
  const { stdout } = await runGit(context, ['cat-file', '--batch-check=%(objectname)'], { input: `${oids.join('\n')}\n` });
  const answers = stdout.toString('latin1').split('\n');
  return oids.filter((oid, index) => answers[index] === oid);
}
