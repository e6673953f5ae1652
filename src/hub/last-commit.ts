import type { HubConnection } from '#hub/connection.ts';
import { commitPage } from '#hub/repository.ts';

/** The page of the commit that last changed a file; `null` where the Hub does not say. Asked for findings alone. */
export async function lastCommitPage(
  { repository, fetch }: HubConnection,
  { path, revision }: { readonly path: string; readonly revision: string },
): Promise<string | null> {
  const { pathsInfo } = await import('@huggingface/hub');
  const repo = { type: repository.type, name: repository.name };
  try {
    const [info] = await pathsInfo({ repo, paths: [path], expand: true, revision, hubUrl: repository.endpoint, fetch });
    return info?.lastCommit === undefined ? null : commitPage(repository, info.lastCommit.id);
  } catch {
    return null; // the finding stands without it
  }
}
