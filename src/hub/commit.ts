import type { CommitProgressEvent } from '@huggingface/hub';
import { AuthGuardError } from '#errors.ts';
import { type HubConnection, hubError, isRefusal } from '#hub/connection.ts';
import type { Digests } from '#hub/digests.ts';
import { createReferenceFetch } from '#hub/reference-fetch.ts';
import { References } from '#hub/references.ts';
import { commitPage } from '#hub/repository.ts';
import { ScannedFile } from '#hub/scanned-file.ts';
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
  /** By blocks, of which the Hub takes those that it lacks: 5 times the work and 2 to 3 times the memory of sending files as they are. */
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
  const { progress } = request;
  const { commitIter } = await import('@huggingface/hub');
  const { repository } = connection;
  const { contents, fetch } = request.useXet ? byBlocks(connection, request) : byReference(connection, request);
  const iterator = commitIter({
    repo: { type: repository.type, name: repository.name },
    hubUrl: repository.endpoint,
    fetch,
    title: request.message,
    branch: request.revision,
    isPullRequest: request.createPullRequest,
    abortSignal: request.signal,
    useXet: request.useXet,
    operations: request.files.map(({ path }, index) => ({ operation: 'addOrUpdate', path, content: contents[index] as Blob })),
    ...(request.parent === undefined ? {} : { parentCommit: request.parent }),
  });
  try {
    for (let step = await iterator.next(); ; step = await iterator.next()) {
      if (step.done) return committed(step.value);
      if (step.value.event === 'fileProgress') note(step.value, request);
      else progress.phase = step.value.phase;
    }
  } catch (error) {
    if (isTooLong(error)) throw tooLong();
    if (progress.phase === 'committing' && isLost(error)) return await findCommit(connection, request, error);
    throw hubError(error, 'The upload failed, nothing was committed');
  }
}

/** The client library's view of the files. */
interface Contents {
  readonly contents: readonly Blob[];
  readonly fetch: typeof fetch;
}

function byReference(connection: HubConnection, { files, digests, signal }: CommitRequest): Contents {
  const references = new References(files);
  return { contents: references.contents(), fetch: createReferenceFetch(connection.fetch, { references, digests, signal }) };
}

/** Blocks are cut from the files themselves, and say of which file they are by its hash. */
function byBlocks({ fetch }: HubConnection, { files }: CommitRequest): Contents {
  return { contents: files.map((file) => new ScannedFile(file)), fetch };
}

/** How far a file is hashed is known to who hashes it: the client library hashes what stands for it. */
function note({ path, state, progress: share }: Extract<CommitProgressEvent, { event: 'fileProgress' }>, { useXet, progress }: CommitRequest): void {
  if (state !== 'hashing' || useXet) progress.files.set(path, { state, share });
}

/** By blocks, the files that the Hub keeps in git itself go into a commit that is one string. */
function isTooLong(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_STRING_TOO_LONG' || (error instanceof RangeError && error.message === 'Invalid string length');
}

function tooLong(): AuthGuardError {
  return new AuthGuardError(
    'UPLOAD_REFUSED',
    'The files that are no large ones to the Hub are too many for one commit: more than 380 MB. Nothing was committed.',
    {
      help: 'Upload some of them at a time, with --include.',
    },
  );
}

/** Whether an error leaves open what became of the commit: a gateway that gives up says nothing of what is behind it. */
function isLost(error: unknown): boolean {
  return isRefusal(error) ? error.statusCode >= 500 : !(error instanceof AuthGuardError);
}

function committed(output: { readonly commit: { readonly oid: string; readonly url: string }; readonly pullRequestUrl?: string } | undefined): Committed {
  if (output === undefined) throw new AuthGuardError('HUB_REFUSED', 'The Hub answered without a commit.');
  return { ...output.commit, pullRequest: output.pullRequestUrl ?? null };
}

/** The answer to the commit was lost: looks whether the commit is there, because sending it again could commit twice. */
async function findCommit(connection: HubConnection, request: CommitRequest, cause: unknown): Promise<Committed> {
  const lost = new AuthGuardError('HUB_UNREACHABLE', 'The connection broke while the Hub was committing; whether it did is not known.', {
    help: 'Run it again: what the Hub has is not sent again.',
    cause,
  });
  if (request.parent === undefined || request.createPullRequest || (cause as Error).name === 'AbortError') throw lost;
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
