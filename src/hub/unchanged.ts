import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type HubConnection, hubError } from '#hub/connection.ts';
import type { Digests } from '#hub/digests.ts';
import type { UploadFile } from '#hub/selection.ts';

/** Paths that one question names. */
const BATCH = 500;

/** The id that git gives the content. */
async function blobOid(file: UploadFile): Promise<string> {
  const hash = createHash('sha1').update(`blob ${file.size}\0`);
  for await (const chunk of createReadStream(file.file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** What the Hub says of a file that it has. */
export interface RemoteFile {
  readonly path: string;
  /** Git's id of the content, or of the pointer to it. */
  readonly oid?: string | undefined;
  readonly size: number;
  readonly lfs?: { readonly oid: string; readonly size: number } | undefined;
}

/** Whether a file's content is the one that the Hub has at its path. */
async function isSame(file: UploadFile, remote: RemoteFile, digests: Digests): Promise<boolean> {
  if (remote.lfs !== undefined) return remote.lfs.size === file.size && (await digests.sha256(file)) === remote.lfs.oid;
  return remote.size === file.size && (await blobOid(file)) === remote.oid;
}

/** The files that the Hub does not have yet as they are. It is asked for the paths of the upload alone. */
export async function changedFiles(
  { repository, fetch }: HubConnection,
  { files, revision, digests }: { readonly files: readonly UploadFile[]; readonly revision: string; readonly digests: Digests },
): Promise<readonly UploadFile[]> {
  const { pathsInfo } = await import('@huggingface/hub');
  const changed: UploadFile[] = [];
  for (let at = 0; at < files.length; at += BATCH) {
    const batch = files.slice(at, at + BATCH);
    const repo = { type: repository.type, name: repository.name };
    const known = await pathsInfo({ repo, paths: batch.map(({ path }) => path), revision, hubUrl: repository.endpoint, fetch }).catch((error: unknown) => {
      throw hubError(error, `Asking what ${repository.name} has already`);
    });
    const byPath = new Map(known.filter(({ type }) => type === 'file').map((remote) => [remote.path, remote]));
    for (const file of batch) {
      const remote = byPath.get(file.path);
      if (remote === undefined || !(await isSame(file, remote, digests))) changed.push(file);
    }
  }
  return changed;
}
