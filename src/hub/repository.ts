import { AuthGuardError } from '#errors.ts';

export const REPOSITORY_TYPES = ['model', 'dataset', 'space'] as const;

export type RepositoryType = (typeof REPOSITORY_TYPES)[number];

/** A repository on a Hub. */
export interface HubRepository {
  /** Scheme, host and port, without a slash at the end. */
  readonly endpoint: string;
  readonly type: RepositoryType;
  /** `owner/name`. */
  readonly name: string;
}

/** What the Hub takes for one half of a repository's name. @see https://huggingface.co/docs/huggingface_hub/package_reference/utilities#huggingface_hub.utils.validate_repo_id */
const NAME_PART = /^(?!.*(?:--|\.\.))[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?$/;

/**
 * Reads `owner/name`, also written as the Hub's pages have it (`datasets/owner/name`, or a whole URL).
 *
 * @throws {AuthGuardError} `USAGE`.
 */
export function parseRepository(text: string, { endpoint, type }: { readonly endpoint: string; readonly type?: RepositoryType | undefined }): HubRepository {
  const below = endpoint !== '' && text.startsWith(`${endpoint}/`) ? text.slice(endpoint.length + 1) : text;
  const path = below.replace(/^(?:hf:\/\/|https?:\/\/[^/]+\/)/, '').replace(/\/+$/, '');
  const found = /^(?:(?<kind>models|datasets|spaces)\/)?(?<owner>[^/]+)\/(?<name>[^/]+)$/.exec(path)?.groups;
  const named = found?.['kind']?.slice(0, -1) as RepositoryType | undefined;
  const { owner = '', name = '' } = found ?? {};
  if (!NAME_PART.test(owner) || !NAME_PART.test(name) || name.endsWith('.git')) {
    throw new AuthGuardError('USAGE', `"${text}" is no repository on the Hub.`, {
      help: 'Write owner/name, such as acme/cats, with --type for a dataset or a space.',
    });
  }
  if (named !== undefined && type !== undefined && named !== type) {
    throw new AuthGuardError('USAGE', `"${text}" names a ${named}, but --type says ${type}.`, { help: 'Leave one of the two out.' });
  }
  return { endpoint, type: named ?? type ?? 'model', name: `${owner}/${name}` };
}

/** The repository's path on the Hub's pages: models stand at the top. */
export function repositoryPath({ type, name }: Pick<HubRepository, 'type' | 'name'>): string {
  return type === 'model' ? name : `${type}s/${name}`;
}

export function apiPath({ type, name }: Pick<HubRepository, 'type' | 'name'>): string {
  return `/api/${type}s/${name}`;
}

/** A path of a repository as its addresses hold it. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

export function repositoryPage(repository: HubRepository): string {
  return `${repository.endpoint}/${repositoryPath(repository)}`;
}

/** The page of a file, at a line of it. */
export function filePage(
  repository: HubRepository,
  { revision, path, line }: { readonly revision: string; readonly path: string; readonly line: number },
): string {
  return `${repositoryPage(repository)}/blob/${encodeURIComponent(revision)}/${encodePath(path)}#L${line}`;
}

export function commitPage(repository: HubRepository, oid: string): string {
  return `${repositoryPage(repository)}/commit/${oid}`;
}

export function discussionPage(repository: HubRepository, num: number): string {
  return `${repositoryPage(repository)}/discussions/${num}`;
}
