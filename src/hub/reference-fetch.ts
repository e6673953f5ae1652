import type { SendBlocks } from '#hub/blocks.ts';
import { CommitBody } from '#hub/commit-body.ts';
import type { Digests } from '#hub/digests.ts';
import { LFS_TYPE, WITHOUT_COPY } from '#hub/hub-fetch.ts';
import { COMMIT, LFS_BATCH, PREUPLOAD } from '#hub/hub-routes.ts';
import { LfsObjects } from '#hub/lfs-objects.ts';
import type { References } from '#hub/references.ts';
import { ScannedFile } from '#hub/scanned-file.ts';

/** Larger commits are read from the disk as they are sent. Bytes. */
const SMALL_COMMIT_BYTES = 8 * 1024 * 1024;

export interface ReferenceSettings {
  readonly references: References;
  readonly digests: Digests;
  readonly signal: AbortSignal;
  /** Sends what the Hub takes by blocks; without it none is offered. */
  readonly sendBlocks: SendBlocks | undefined;
}

/**
 * `fetch` for a commit whose files the client library knows by reference: puts in place what the references stand for.
 *
 * The library would hash each file after the Hub was asked, one after the other, and hold all that goes into the commit itself as one text. So files are hashed
 * while they are scanned, and the commit is read from the disk as it is sent: the work is that of one core less, and memory does not grow with the files.
 */
export function createReferenceFetch(send: typeof fetch, { references, digests, signal, sendBlocks }: ReferenceSettings): typeof fetch {
  const objects = new LfsObjects(references, digests, sendBlocks);
  let moved: string | undefined;

  /** A repository that has another name by now answers from there: that is where the commit goes, too, whose body is sent once. */
  const preupload = async (url: string, init: RequestInit): Promise<Response> => {
    const response = await send(url, init);
    if (response.redirected) moved = response.url.replace(/\/preupload\/(?=[^/]+$)/, '/commit/');
    return response;
  };

  const commit = async (url: string, init: RequestInit): Promise<Response> => {
    const body = new CommitBody({ text: String(init.body), references, digests: objects.digests });
    if (body.size <= SMALL_COMMIT_BYTES) return send(moved ?? url, { ...init, body: await body.text() });
    return send(moved ?? url, { ...init, ...WITHOUT_COPY, body });
  };

  return (input, init = {}) => {
    const url = String(input instanceof Request ? input.url : input);
    const { pathname } = new URL(url);
    if (PREUPLOAD.test(pathname)) return preupload(url, init);
    if (LFS_BATCH.test(pathname)) return unlessStopped(objects.ask(url, init, send), signal);
    if (new Headers(init.headers).get('content-type') === LFS_TYPE) return objects.complete(url, init, send);
    if (COMMIT.test(pathname)) return commit(url, init);
    const file = references.fileOf(init.body);
    return send(url, file === undefined ? init : { ...init, body: new ScannedFile(file) });
  };
}

/** What waits for a hash is not waited for when the run is stopped. */
function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(new DOMException('stopped', 'AbortError'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, stopped]);
}
