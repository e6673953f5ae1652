import type { CommitProgressEvent } from '@huggingface/hub';
import type { HubConnection } from '#hub/connection.ts';
import { Garbage } from '#hub/garbage.ts';
import { COMMIT, LFS_BATCH, PREUPLOAD } from '#hub/hub-routes.ts';
import { ScannedFile } from '#hub/scanned-file.ts';
import type { UploadFile } from '#hub/selection.ts';

/** What the client library fills before it sends it. Bytes. */
const BLOCK_BYTES = 64 * 1024 * 1024;

/** A file that the Hub lacks, and what the Hub said of it. */
export interface BlockFile {
  readonly file: UploadFile;
  /** With the way to the storage of blocks. */
  readonly object: object;
}

export type FileProgress = Extract<CommitProgressEvent, { event: 'fileProgress' }>;

export interface BlockSettings {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FileProgress) => void;
}

/** Sends files by blocks, of which the storage takes those that it lacks. */
export type SendBlocks = (files: readonly BlockFile[]) => Promise<void>;

/** Small files as many as fill a block, a large one alone. */
function* groupsOf(files: readonly BlockFile[]): Generator<readonly BlockFile[]> {
  let group: BlockFile[] = [];
  let bytes = 0;
  for (const one of files) {
    if (group.length > 0 && bytes + one.file.size > BLOCK_BYTES) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(one);
    bytes += one.file.size;
  }
  if (group.length > 0) yield group;
}

/** The way to the storage, and no further: what the library asks the Hub before and behind it is answered here. */
function storageAlone(group: readonly BlockFile[], fetch: typeof globalThis.fetch, signal: AbortSignal): typeof globalThis.fetch {
  return async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    const { pathname } = new URL(url);
    if (PREUPLOAD.test(pathname)) return Response.json({ files: group.map(({ file: { path } }) => ({ path, uploadMode: 'lfs', shouldIgnore: false })) });
    if (LFS_BATCH.test(pathname)) return Response.json({ transfer: 'xet', objects: group.map(({ object }) => object) });
    if (COMMIT.test(pathname)) return Response.json({ commitOid: '', commitUrl: '', hookOutput: '' });
    return fetch(url, { ...init, signal });
  };
}

/**
 * Sends files by the client library's commit, one group after the other; nothing is committed.
 *
 * Of all files at once the library fills five blocks side by side. It is not given the signal: of its five queues one would end, and four would wait for it
 * for ever. So what they read and ask for ends.
 */
export function blockSender({ repository, fetch }: HubConnection, { signal, onProgress }: BlockSettings): SendBlocks {
  const garbage = new Garbage();
  const onPiece = (bytes: number): void => {
    signal.throwIfAborted();
    garbage.note(bytes);
  };
  const sendGroup = async (group: readonly BlockFile[]): Promise<void> => {
    const { commitIter } = await import('@huggingface/hub');
    const operations = group.map(({ file }) => ({ operation: 'addOrUpdate', path: file.path, content: new ScannedFile(file, 0, file.size, onPiece) }) as const);
    const repo = { type: repository.type, name: repository.name };
    const steps = commitIter({ repo, hubUrl: repository.endpoint, title: 'blocks', operations, useXet: true, fetch: storageAlone(group, fetch, signal) });
    for await (const step of steps) if (step.event === 'fileProgress') onProgress(step);
  };
  return async (files) => {
    for (const group of groupsOf(files)) {
      await sendGroup(group);
      garbage.all();
    }
  };
}
