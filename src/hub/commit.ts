import type { CommitOutput, CommitProgressEvent } from '@huggingface/hub';
import { AuthGuardError } from '#errors.ts';
import { blockSender, type FileProgress } from '#hub/blocks.ts';
import { type HubConnection, hubError, isRefusal } from '#hub/connection.ts';
import type { Digests } from '#hub/digests.ts';
import { LinkedSignals } from '#hub/linked-signals.ts';
import { createReferenceFetch } from '#hub/reference-fetch.ts';
import { References } from '#hub/references.ts';
import { commitPage } from '#hub/repository.ts';
import type { UploadFile } from '#hub/selection.ts';
import { changedFiles } from '#hub/unchanged.ts';

/** What an upload has done so far. */
export interface UploadProgress {
  phase: 'scanning' | 'preuploading' | 'uploadingLargeFiles' | 'committing';
  /** What has been looked into. */
  scanned: { readonly objects: number; readonly bytes: number };
  /** Share of each file that is hashed or sent, 0 to 1. */
  readonly files: Map<string, { readonly state: 'hashing' | 'uploading' | 'error'; readonly share: number }>;
}

export interface CommitRequest {
  readonly files: readonly UploadFile[];
  readonly revision: string;
  readonly message: string;
  readonly createPullRequest: boolean;
  /** The commit that the pre-flight saw: a later one of somebody else stops the upload. */
  readonly parent: string | undefined;
  /** By blocks, of which the Hub takes those that it lacks: seven times the work of sending files as they are. */
  readonly useXet: boolean;
  readonly digests: Digests;
  readonly signal: AbortSignal;
  readonly progress: UploadProgress;
}

export interface Committed {
  readonly oid: string;
  readonly url: string;
  readonly pullRequest: string | null;
}

/**
 * Sends files and commits them, all or none. Large files that the Hub has already are not sent again.
 *
 * @throws {AuthGuardError} `HUB_REFUSED`, `HUB_UNREACHABLE`, `INTERRUPTED`, `UPLOAD_REFUSED`; nothing was committed then, unless the message says that it is not known.
 */
export async function commitFiles(connection: HubConnection, request: CommitRequest): Promise<Committed> {
  const stop = new LinkedSignals(request.signal).create();
  try {
    return await commitWith(connection, request, stop);
  } finally {
    stop.abort(); // what the client library began for other files would go on behind the failure of one
  }
}

async function commitWith(connection: HubConnection, request: CommitRequest, stop: AbortController): Promise<Committed> {
  const { progress } = request;
  try {
    const iterator = await iteratorOf(connection, request, stop.signal);
    for (let step = await iterator.next(); ; step = await iterator.next()) {
      if (step.done) return committed(step.value);
      if (step.value.event === 'phase') progress.phase = step.value.phase;
      // how far a file is hashed is known to who hashes it: the client library hashes what stands for it
      else if (step.value.state !== 'hashing') progress.files.set(step.value.path, { state: step.value.state, share: step.value.progress });
    }
  } catch (error) {
    if (progress.phase === 'committing' && isLost(error)) return await findCommit(connection, request, error);
    throw hubError(error, 'The upload failed, nothing was committed');
  }
}

async function iteratorOf(
  connection: HubConnection,
  request: CommitRequest,
  signal: AbortSignal,
): Promise<AsyncGenerator<CommitProgressEvent, CommitOutput | undefined>> {
  const { commitIter } = await import('@huggingface/hub');
  const { repository } = connection;
  const references = new References(request.files);
  const contents = references.contents();
  return commitIter({
    repo: { type: repository.type, name: repository.name },
    hubUrl: repository.endpoint,
    fetch: fetchFor(connection, { ...request, references, signal }),
    abortSignal: signal,
    title: request.message,
    branch: request.revision,
    isPullRequest: request.createPullRequest,
    useXet: false, // see `SendBlocks`
    operations: request.files.map(({ path }, index) => ({ operation: 'addOrUpdate', path, content: contents[index] as Blob })),
    ...(request.parent === undefined ? {} : { parentCommit: request.parent }),
  });
}

function fetchFor(
  connection: HubConnection,
  { references, digests, signal, useXet, progress }: CommitRequest & { readonly references: References },
): typeof fetch {
  const onProgress = ({ path, state, progress: share }: FileProgress): unknown => progress.files.set(path, { state, share });
  const sendBlocks = useXet ? blockSender(connection, { signal, onProgress }) : undefined;
  return createReferenceFetch(connection.fetch, { references, digests, signal, sendBlocks });
}

/** Whether an error leaves open what became of the commit: a gateway that gives up says nothing of what is behind it. */
function isLost(error: unknown): boolean {
  return isRefusal(error) ? error.statusCode >= 500 : !(error instanceof AuthGuardError);
}

/** @throws For an answer that names no commit, which says nothing of what became of it. */
function committed(output: CommitOutput | undefined): Committed {
  const { oid, url } = output?.commit ?? {};
  if (typeof oid !== 'string' || typeof url !== 'string') throw new Error('an answer without a commit');
  return { oid, url, pullRequest: output?.pullRequestUrl ?? null };
}

/** The answer to the commit was lost: looks whether the commit is there, because sending it again could commit twice. */
async function findCommit(connection: HubConnection, request: CommitRequest, cause: unknown): Promise<Committed> {
  const isStopped = (cause as Error).name === 'AbortError';
  const what = isStopped ? 'The upload was stopped' : 'The connection broke';
  const lost = new AuthGuardError(isStopped ? 'INTERRUPTED' : 'HUB_UNREACHABLE', `${what} while the Hub was committing; whether it did is not known.`, {
    help: 'Run it again: what the Hub has is not sent again.',
    cause,
  });
  if (request.parent === undefined || request.createPullRequest || isStopped) throw lost;
  const oid = await commitSince(request.parent, connection, request).catch(() => undefined);
  if (oid === undefined) throw lost;
  return { oid, url: commitPage(connection.repository, oid), pullRequest: null };
}

/** The commit behind the parent that has this title and all files as they are here: somebody else's may have the same title. */
async function commitSince(parent: string, connection: HubConnection, { revision, message, files, digests }: CommitRequest): Promise<string | undefined> {
  const { listCommits } = await import('@huggingface/hub');
  const { repository, fetch } = connection;
  const repo = { type: repository.type, name: repository.name };
  for await (const { oid, title } of listCommits({ repo, revision, hubUrl: repository.endpoint, fetch, batchSize: 20 })) {
    if (oid === parent) return undefined;
    if (title === message && (await changedFiles(connection, { files, revision: oid, digests })).length === 0) return oid;
  }
  return undefined;
}
