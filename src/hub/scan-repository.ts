import { scrub, scrubbedMessage } from '#auth/scrub.ts';
import type { Detector } from '#detect/detector.ts';
import type { Match } from '#detect/match.ts';
import type { CleanFiles } from '#hub/clean-files.ts';
import { type HubConnection, hubError, isRefusal } from '#hub/connection.ts';
import { discussions } from '#hub/discussions.ts';
import { lastCommitPage } from '#hub/last-commit.ts';
import { type RemoteListedFile, readingOf, readRemote } from '#hub/read-file.ts';
import { remoteState } from '#hub/remote-state.ts';
import { discussionPage, filePage, repositoryPath } from '#hub/repository.ts';
import type { Collector } from '#scan/collector.ts';
import { scanNames } from '#scan/scan-names.ts';

export interface RepositoryScan {
  readonly connection: HubConnection;
  readonly revision: string;
  /** Larger files are skipped, and said to be. Bytes. */
  readonly maxSizeBytes: number | undefined;
  /** Also the numbers of large weights, not their headers alone. */
  readonly readWeights: boolean;
  /** One for each file that is read at the same time. */
  readonly detectors: readonly [Detector, ...Detector[]];
  readonly collector: Collector;
  readonly clean: CleanFiles;
  readonly signal: AbortSignal;
}

/** A path as the Hub's own tools write it: `hf://datasets/acme/d/train.csv`. */
function hubPath({ repository }: HubConnection, path: string): string {
  return `hf://${repositoryPath(repository)}/${path}`;
}

async function listed({ repository, fetch }: HubConnection, revision: string): Promise<readonly RemoteListedFile[]> {
  const { listFiles } = await import('@huggingface/hub');
  const repo = { type: repository.type, name: repository.name };
  const files: RemoteListedFile[] = [];
  try {
    for await (const { type, path, oid, size } of listFiles({
      repo,
      revision: encodeURIComponent(revision),
      recursive: true,
      hubUrl: repository.endpoint,
      fetch,
    })) {
      if (type === 'file') files.push({ path, oid: oid ?? '', size });
    }
  } catch (error) {
    throw hubError(error, `Listing ${repository.name}`);
  }
  return files;
}

/** Why a file could not be read, in the Hub's words or the network's. */
function reasonOf(error: unknown): string {
  if (isRefusal(error)) return `${error.statusCode} ${scrub(error.message)}`;
  const { cause, message } = error as Error & { readonly cause?: NodeJS.ErrnoException };
  return cause?.code ?? scrub(message);
}

/** A revision as it stood when the scan began: what is listed is what is read, whatever is pushed meanwhile. */
interface Snapshot {
  /** For pages. */
  readonly revision: string;
  /** The commit; the revision itself where the Hub does not tell. */
  readonly commit: string;
}

async function snapshotOf(connection: HubConnection, revision: string): Promise<Snapshot> {
  const state = await remoteState(connection, revision);
  return { revision, commit: state.kind === 'there' ? (state.head ?? revision) : revision };
}

interface FileAt {
  readonly file: RemoteListedFile;
  readonly snapshot: Snapshot;
  readonly detector: Detector;
}

async function scanFile(scan: RepositoryScan, { file, snapshot, detector }: FileAt): Promise<void> {
  const { connection, collector, clean, maxSizeBytes, readWeights } = scan;
  const reading = readingOf(file, readWeights);
  const path = hubPath(connection, detector.mask(file.path));
  if (clean.has(file.oid, reading)) return collector.countCached(1);
  if (reading === 'whole' && maxSizeBytes !== undefined && file.size > maxSizeBytes) {
    return collector.skip(path, 'too-large', `${file.size} bytes, the limit is ${maxSizeBytes}`);
  }
  let byteCount = 0;
  try {
    for await (const chunk of readRemote({ connection, revision: snapshot.commit, file }, reading)) {
      detector.feed(chunk);
      byteCount += chunk.length;
    }
  } catch (error) {
    detector.finish(); // what was read of it must not run into the next content
    if (scan.signal.aborted) return; // said once, for all that was not read
    return collector.skip(path, 'unreadable', reasonOf(error));
  }
  collector.count(byteCount);
  if (reading === 'header') collector.countHeader();
  const matches = detector.finish();
  collector.skipParts(path, detector.unread);
  if (matches.length === 0) return detector.unread.length === 0 ? clean.add(file.oid, reading) : undefined;
  const commit = await lastCommitPage(connection, { path: file.path, revision: snapshot.commit });
  const { revision } = snapshot;
  const pageOf = (line: number): string => filePage(connection.repository, { revision, path: detector.mask(file.path), line });
  collector.add(matches, { path, blob: file.oid, pages: (line) => ({ file: pageOf(line), commit }) });
}

/** Reads files several at a time; each detector takes the next file when it is done with one. */
async function scanFiles(scan: RepositoryScan, files: readonly RemoteListedFile[], snapshot: Snapshot): Promise<void> {
  const queue = files.values();
  const lane = async (detector: Detector): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      if (scan.signal.aborted) return;
      await scanFile(scan, { file: next.value, snapshot, detector });
    }
  };
  await Promise.all(scan.detectors.map(lane));
}

/** The Hub gives each comment as it was written and as it is shown. */
function oncePerSecret(matches: readonly Match[]): readonly Match[] {
  return [...new Map(matches.map((match) => [match.secret.sha256, match])).values()];
}

async function scanDiscussions(scan: RepositoryScan, known: ReadonlySet<string>): Promise<void> {
  const { connection, collector, detectors } = scan;
  const [detector] = detectors;
  for await (const { num, isPullRequest, text } of discussions(connection)) {
    if (scan.signal.aborted) return;
    const bytes = Buffer.from(text);
    collector.count(bytes.length);
    const page = discussionPage(connection.repository, num);
    collector.add(oncePerSecret(detector.scan(bytes)), { path: hubPath(connection, `discussions/${num}`), pages: () => ({ file: page, commit: null }) });
    if (!isPullRequest) continue;
    const snapshot = await snapshotOf(connection, `refs/pr/${num}`);
    const proposed = await listed(connection, snapshot.commit);
    await scanFiles(
      scan,
      proposed.filter(({ oid }) => !known.has(oid)),
      snapshot,
    );
  }
}

/**
 * Scans a repository as it stands on the Hub: its files, their names, its discussions and pull requests, and what these propose.
 *
 * Of large weights only what can hold text is read. What could not be read is in `skipped`.
 *
 * @throws {AuthGuardError} `HUB_REFUSED`, `HUB_UNREACHABLE` for a repository that cannot be listed.
 */
export async function scanRepository(scan: RepositoryScan): Promise<void> {
  const { connection, collector, detectors, clean, signal, revision } = scan;
  const snapshot = await snapshotOf(connection, revision);
  const files = await listed(connection, snapshot.commit);
  collector.expect(files.length);
  scanNames(
    files.map(({ path }) => ({ path })),
    { detector: detectors[0], collector },
  );
  await scanFiles(scan, files, snapshot);
  try {
    await scanDiscussions(scan, new Set(files.map(({ oid }) => oid)));
  } catch (error) {
    if (!signal.aborted) collector.skip(hubPath(connection, 'discussions'), 'unreadable', scrubbedMessage(error));
  }
  if (signal.aborted) collector.skip(hubPath(connection, ''), 'interrupted', 'the scan was stopped; the next one reads only what this one did not');
  clean.saveNowAndThen();
}
