import * as v from 'valibot';
import { AuthGuardError } from '#errors.ts';
import { hubError } from '#hub/connection.ts';
import { encodePath, type HubRepository, REPOSITORY_TYPES, type RepositoryType } from '#hub/repository.ts';

export interface Listing {
  readonly endpoint: string;
  readonly fetch: typeof fetch;
}

/** Without a name the Hub lists what everybody has. */
function checkOwner(owner: string): void {
  if (/^[A-Za-z0-9][\w.-]*$/.test(owner)) return;
  throw new AuthGuardError('USAGE', `"${owner}" is no user or organisation on the Hub.`, { help: 'Write its name alone, such as acme.' });
}

/** Every repository of a user or an organisation that the token may see: models, datasets and spaces. */
export async function repositoriesOf(owner: string, { endpoint, fetch }: Listing): Promise<readonly HubRepository[]> {
  checkOwner(owner);
  const { listDatasets, listModels, listSpaces } = await import('@huggingface/hub');
  const search = { search: { owner }, hubUrl: endpoint, fetch };
  const found: HubRepository[] = [];
  const take = async (type: RepositoryType, entries: AsyncIterable<{ readonly name: string }>): Promise<void> => {
    for await (const { name } of entries) found.push({ endpoint, type, name });
  };
  try {
    await take('model', listModels(search));
    await take('dataset', listDatasets(search));
    await take('space', listSpaces(search));
  } catch (error) {
    throw hubError(error, `Listing the repositories of ${owner}`);
  }
  if (found.length === 0)
    throw new AuthGuardError('HUB_REFUSED', `${owner} has no repository that this token may see.`, {
      help: 'Look at the name, and at the token: auth-guard validate huggingface',
    });
  return found;
}

const collection = v.looseObject({ items: v.array(v.looseObject({ type: v.string(), id: v.string() })) });

/** A collection as its page's address names it. */
function slugOf(text: string): string {
  const slug = text.replace(/^https?:\/\/[^/]+\/(?:collections\/)?/, '').replace(/^collections\//, '');
  if (/^[\w.-]+\/[\w.-]+$/.test(slug)) return slug;
  throw new AuthGuardError('USAGE', `"${text}" is no collection on the Hub.`, { help: 'Write it as its page has it: acme/best-of-cats-65f1.' });
}

/** The repositories of a collection; papers and other things in it are none. */
export async function repositoriesIn(collectionName: string, { endpoint, fetch }: Listing): Promise<readonly HubRepository[]> {
  const slug = slugOf(collectionName);
  const what = `Reading the collection ${slug}`;
  let answer: unknown;
  try {
    const response = await fetch(`${endpoint}/api/collections/${encodePath(slug)}`, { headers: { accept: 'application/json' } });
    if (response.status === 404) throw new AuthGuardError('HUB_REFUSED', `${what}: there is none of this name that this token may see.`);
    if (!response.ok) throw Object.assign(new Error(response.statusText), { statusCode: response.status });
    answer = await response.json();
  } catch (error) {
    throw hubError(error, what);
  }
  const parsed = v.safeParse(collection, answer);
  if (!parsed.success) throw new AuthGuardError('HUB_REFUSED', `${what}: the answer is no collection.`);
  return parsed.output.items.filter(isRepository).map(({ type, id }) => ({ endpoint, type, name: id }));
}

function isRepository(item: { readonly type: string; readonly id: string }): item is { readonly type: RepositoryType; readonly id: string } {
  return (REPOSITORY_TYPES as readonly string[]).includes(item.type);
}
