import * as v from 'valibot';
import { AuthGuardError } from '#errors.ts';
import { hubError } from '#hub/connection.ts';
import { encodePath, type HubRepository, REPOSITORY_TYPES, type RepositoryType } from '#hub/repository.ts';

export interface Listing {
  readonly endpoint: string;
  readonly fetch: typeof fetch;
}

/** Every repository of a user or an organisation that the token may see: models, datasets and spaces. */
export async function repositoriesOf(owner: string, { endpoint, fetch }: Listing): Promise<readonly HubRepository[]> {
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

/** The repositories of a collection; papers and other things in it are none. */
export async function repositoriesIn(slug: string, { endpoint, fetch }: Listing): Promise<readonly HubRepository[]> {
  const what = `Reading the collection ${slug}`;
  let answer: unknown;
  try {
    const response = await fetch(`${endpoint}/api/collections/${encodePath(slug)}`, { headers: { accept: 'application/json' } });
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
