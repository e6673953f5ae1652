import { type RepositoryName, repositoryText } from '#ci/gh/github.ts';
import { AuthGuardError } from '#errors.ts';
import type { Remote } from '#git/remotes.ts';

const SCP_LIKE = /^(?:[^@/:]+@)?(?<host>[A-Za-z0-9.-]+):(?!\/\/)(?<path>.+)$/;
const OWNER = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
const NAME = /^[A-Za-z0-9._-]+$/;

/** Hosts of repositories that `gh` will never know. */
const ELSEWHERE = /(?:^|\.)(?:gitlab\.com|bitbucket\.org|huggingface\.co|hf\.co|codeberg\.org|dev\.azure\.com|visualstudio\.com|sr\.ht)$/i;

function parts(url: string): { host: string; path: string } | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) {
    if (!URL.canParse(url)) return undefined;
    const { protocol, hostname, host, pathname } = new URL(url);
    if (!/^(?:https?|ssh|git|git\+ssh):$/.test(protocol)) return undefined;
    return { host: /^https?:$/.test(protocol) ? host : hostname, path: pathname };
  }
  const groups = SCP_LIKE.exec(url)?.groups;
  return groups === undefined ? undefined : { host: groups['host'] ?? '', path: groups['path'] ?? '' };
}

/**
 * The repository that a remote's URL leads to; `undefined` for one that is on no GitHub: a folder, or another host that is known.
 *
 * @see https://git-scm.com/docs/git-clone#_git_urls
 * @see https://docs.github.com/authentication/troubleshooting-ssh/using-ssh-over-the-https-port (`ssh.github.com`)
 */
export function repositoryAt(url: string): RepositoryName | undefined {
  const found = parts(url);
  const [owner, name, ...more] = (found?.path ?? '')
    .replace(/^\/+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/');
  if (found === undefined || owner === undefined || name === undefined || more.length > 0) return undefined;
  const host = found.host.toLowerCase().replace(/^(?:ssh|www)\.github\.com$/, 'github.com');
  if (!host.includes('.') || ELSEWHERE.test(host) || !OWNER.test(owner) || !NAME.test(name)) return undefined;
  return { host, owner, name };
}

/**
 * Reads `[HOST/]OWNER/NAME`.
 *
 * @throws {AuthGuardError} `USAGE`.
 */
export function parseRepository(text: string, defaultHost = 'github.com'): RepositoryName {
  const [name = '', owner = '', host = defaultHost, ...more] = text.split('/').reverse();
  if (more.length === 0 && OWNER.test(owner) && NAME.test(name) && /^[A-Za-z0-9.-]+(?::\d+)?$/.test(host)) return { host: host.toLowerCase(), owner, name };
  throw new AuthGuardError('USAGE', `"${text}" names no repository.`, { help: 'Write OWNER/NAME, or HOST/OWNER/NAME for a GitHub Enterprise server.' });
}

function sameRepository(a: RepositoryName, b: RepositoryName): boolean {
  return a.host === b.host && a.owner.toLowerCase() === b.owner.toLowerCase() && a.name.toLowerCase() === b.name.toLowerCase();
}

/** A repository and the name of the first remote that leads to it. */
export interface RemoteRepository {
  readonly remote: string;
  readonly repository: RepositoryName;
}

/** Where a remote leads, by its host alone: what stands beside it in a URL may be a credential. */
function hostText({ urls }: Remote): string {
  const hosts = urls.map((url) => parts(url)?.host ?? '').filter((host) => host.length > 1); // C: is a drive
  return [...new Set(hosts)].join(' and ') || 'a folder or other address';
}

const ADDRESS = 'https://github.com/OWNER/NAME';

/** No remote leads to GitHub: says where they lead, and how to name the repository with no harm to them. */
function noRepository(remotes: readonly Remote[]): AuthGuardError {
  const list = remotes.map((remote) => `${remote.name} = ${hostText(remote)}`).join(', ');
  const why = list === '' ? 'This repository has no remote' : `No remote of this repository leads to GitHub (${list})`;
  const free = ['origin', 'github', 'gh'].find((name) => !remotes.some((remote) => remote.name === name)) ?? 'NEW-NAME';
  const instead = free === 'origin' ? '' : `   or have origin lead there instead:  git remote set-url origin ${ADDRESS}`;
  return new AuthGuardError('NO_GITHUB_REPOSITORY', `${why}, so its secrets could not be looked up.`, {
    help: `Name the repository:  --repo OWNER/NAME   (or add it:  git remote add ${free} ${ADDRESS}${instead})`,
  });
}

/**
 * The repositories that the remotes lead to, each once.
 *
 * @throws {AuthGuardError} `NO_GITHUB_REPOSITORY` when there is none.
 */
export function repositoriesOf(remotes: readonly Remote[]): readonly [RemoteRepository, ...RemoteRepository[]] {
  const found: RemoteRepository[] = [];
  for (const { name, urls } of remotes) {
    for (const repository of urls.flatMap((url) => repositoryAt(url) ?? [])) {
      if (!found.some((one) => sameRepository(one.repository, repository))) found.push({ remote: name, repository });
    }
  }
  const [first, ...more] = found;
  if (first === undefined) throw noRepository(remotes);
  return [first, ...more];
}

/** The remotes lead to several repositories. `gh` would choose among them by a rule of its own; this does not choose. */
export function severalRepositories(found: readonly [RemoteRepository, ...RemoteRepository[]]): AuthGuardError {
  const list = found.map(({ remote, repository }) => `${remote} = ${repositoryText(repository)}`).join(', ');
  return new AuthGuardError('SEVERAL_REPOSITORIES', `The remotes lead to different repositories (${list}), and which one is meant is not guessed.`, {
    help: `Name it:  --repo ${repositoryText(found[0].repository)}   (or GH_REPO=${repositoryText(found[0].repository)})`,
  });
}
