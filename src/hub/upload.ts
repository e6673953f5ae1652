import type { TokenValidationResult } from '#auth/result.ts';
import { AuthGuardError, isAuthGuardError } from '#errors.ts';
import { type Committed, commitFiles, type UploadProgress } from '#hub/commit.ts';
import { type HubConnection, hubError, isRefusal } from '#hub/connection.ts';
import type { Digests } from '#hub/digests.ts';
import { judgeContent, judgeFiles, judgeRepository, judgeRevision, judgeToken, type UploadIntent } from '#hub/preflight.ts';
import { type RemoteState, remoteState } from '#hub/remote-state.ts';
import type { PreflightCheck, UploadReport } from '#hub/report.ts';
import type { UploadFile } from '#hub/selection.ts';
import { changedFiles } from '#hub/unchanged.ts';
import type { ScanReport } from '#scan/report.ts';

export interface Upload extends UploadIntent {
  readonly files: readonly UploadFile[];
  /** The commit's title. */
  readonly message: string;
  readonly dryRun: boolean;
  /** Large files go by blocks. */
  readonly useXet: boolean;
  readonly connection: HubConnection;
  /** Looks for tokens in the files; called once, before anything is sent. */
  readonly scan: (files: readonly UploadFile[]) => Promise<ScanReport>;
  /** Asks who the token is, and whether it may write there. */
  readonly validate: () => Promise<TokenValidationResult>;
  readonly digests: Digests;
  readonly signal: AbortSignal;
  readonly progress: UploadProgress;
}

interface Planned {
  readonly checks: readonly PreflightCheck[];
  readonly state: RemoteState | undefined;
}

/** What can be judged without a request comes first; a failure there asks nobody. */
async function preflight(upload: Upload): Promise<Planned> {
  const checks: PreflightCheck[] = [...judgeFiles(upload.files)];
  if (isStopped(checks)) return { checks, state: undefined };
  if (!upload.dryRun) upload.digests.begin(upload.files);
  const content = await upload.scan(upload.files);
  if (upload.signal.aborted) throw new AuthGuardError('INTERRUPTED', 'The upload was stopped while its files were looked into; nothing was sent.');
  checks.push(judgeContent(content));
  if (isStopped(checks)) return { checks, state: undefined };
  const token = await upload.validate();
  checks.push(judgeToken(token));
  if (isStopped(checks)) return { checks, state: undefined };
  const state = await remoteState(upload.connection, upload.revision);
  checks.push(judgeRepository(upload, state, token), ...judgeRevision(upload, state));
  return { checks, state };
}

function isStopped(checks: readonly PreflightCheck[]): boolean {
  return checks.some(({ status }) => status === 'failed' || status === 'incomplete');
}

interface Outcome {
  readonly outcome: UploadReport['outcome'];
  readonly checks: readonly PreflightCheck[];
  readonly changed?: readonly UploadFile[];
  readonly committed?: Committed;
}

function reportOf(upload: Upload, { outcome, checks, changed = [], committed }: Outcome): UploadReport {
  const { endpoint, type, name } = upload.repository;
  return {
    schemaVersion: 1,
    repository: { endpoint, type, name, revision: upload.revision },
    outcome,
    checks,
    files: { selected: upload.files.length, changed: changed.length, bytes: changed.reduce((sum, { size }) => sum + size, 0) },
    changed: changed.map(({ path }) => path),
    commit: committed === undefined ? null : { oid: committed.oid, url: committed.url },
    pullRequest: committed?.pullRequest ?? null,
  };
}

/** Makes what the upload needs and the Hub does not have: the repository, or the branch. */
async function prepare(wanted: Upload, state: RemoteState): Promise<void> {
  const { repository, connection, revision } = wanted;
  const { createBranch } = await import('@huggingface/hub');
  const isThere = state.kind === 'there' ? state.head !== undefined : revision === 'main'; // each new repository has main
  if (state.kind === 'absent' && !(await unlessThere(createRepository(wanted)))) await refuseUnlessPrivate(wanted);
  const repo = { type: repository.type, name: repository.name };
  if (!isThere) await unlessThere(createBranch({ repo, hubUrl: repository.endpoint, fetch: connection.fetch, branch: revision }));
}

async function createRepository({ repository, connection, isPrivate }: Upload): Promise<void> {
  const { createRepo } = await import('@huggingface/hub');
  const repo = { type: repository.type, name: repository.name };
  const visibility = isPrivate ? { visibility: 'private' as const } : {};
  const sdk = repository.type === 'space' ? { sdk: 'gradio' as const } : {}; // as the official client; the README of a Space says otherwise
  // the token travels in `fetch`; the library's type wants one all the same
  await createRepo({ repo, hubUrl: repository.endpoint, fetch: connection.fetch, ...visibility, ...sdk, accessToken: undefined as never });
}

/** Whether something was made; it may have come into being in the meantime. */
async function unlessThere(making: Promise<void>): Promise<boolean> {
  try {
    await making;
    return true;
  } catch (error) {
    if (isRefusal(error) && error.statusCode === 409) return false;
    throw hubError(error, 'Nothing was uploaded');
  }
}

/** Somebody else made the repository, who was not asked for a private one. */
async function refuseUnlessPrivate({ repository, connection, revision, isPrivate }: Upload): Promise<void> {
  if (!isPrivate) return;
  const state = await remoteState(connection, revision);
  if (state.kind === 'there' && state.isPrivate) return;
  throw new AuthGuardError(
    'UPLOAD_REFUSED',
    `The ${repository.type} ${repository.name} came into being in the meantime, and is not private. Nothing was uploaded.`,
    {
      help: 'Make it private in its settings, or leave --private out.',
    },
  );
}

interface Plan extends Planned {
  /** `undefined` when a check stopped it. */
  readonly changed: readonly UploadFile[] | undefined;
}

function parentOf(state: RemoteState | undefined): string | undefined {
  return state?.kind === 'there' ? state.head : undefined;
}

async function plan(wanted: Upload): Promise<Plan> {
  const { connection, files, revision, digests } = wanted;
  const planned = await preflight(wanted);
  if (planned.state === undefined || isStopped(planned.checks)) return { ...planned, changed: undefined };
  const isNew = parentOf(planned.state) === undefined;
  return { ...planned, changed: isNew ? files : await changedFiles(connection, { files, revision, digests }) };
}

/** Whoever reads that it failed asks first what became of the files. */
function nothingUploaded(error: unknown): unknown {
  if (!isAuthGuardError(error) || error.message.includes('othing was ')) return error;
  const { code, message, help } = error;
  return new AuthGuardError(code, `${message} Nothing was uploaded.`, { cause: error, ...(help === undefined ? {} : { help }) });
}

/**
 * Uploads files in one commit, after everything that can be known beforehand was checked. What the Hub has already is not sent again.
 *
 * @throws {AuthGuardError} `HUB_REFUSED`, `HUB_UNREACHABLE`, `INTERRUPTED`, `UPLOAD_REFUSED`.
 */
export async function upload(wanted: Upload): Promise<UploadReport> {
  const { checks, state, changed } = await plan(wanted).catch((error: unknown) => {
    throw nothingUploaded(error);
  });
  if (state === undefined || changed === undefined) return reportOf(wanted, { outcome: 'refused', checks });
  if (changed.length === 0) return reportOf(wanted, { outcome: 'unchanged', checks });
  if (wanted.dryRun) return reportOf(wanted, { outcome: 'planned', checks, changed });
  await prepare(wanted, state);
  const committed = await commitFiles(wanted.connection, { ...wanted, files: changed, parent: parentOf(state) });
  return reportOf(wanted, { outcome: 'uploaded', checks, changed, committed });
}
