import type { Detector } from '#detect/detector.ts';
import type { Match } from '#detect/match.ts';
import { type ObjectSink, readObjects } from '#git/cat-file.ts';
import type { GitContext } from '#git/git.ts';
import type { RawChange } from '#git/raw-diff.ts';
import { stagedChanges } from '#git/staged-changes.ts';
import type { Collector } from '#scan/collector.ts';
import { type KnownSecrets, knownSecrets } from '#scan/known-secrets.ts';
import { type NamedPath, scanNames } from '#scan/scan-names.ts';

export interface StagedScan {
  readonly git: GitContext;
  readonly maxSizeBytes: number | undefined;
  readonly detector: Detector;
  readonly collector: Collector;
}

interface StagedBlob {
  readonly oid: string;
  readonly paths: readonly string[];
}

const GITLINK_MODE = '160000';

export function pathOf(change: RawChange): string {
  return change.pathBytes.toString('utf8');
}

/** The blobs that the commit would bring in, each once, with the paths that hold it. */
function stagedBlobs(changes: readonly RawChange[], collector: Collector): readonly StagedBlob[] {
  const blobs = new Map<string, string[]>();
  for (const change of changes) {
    if (change.status === 'D' || change.newOid === change.oldOid) continue;
    if (change.status === 'U') collector.skip(pathOf(change), 'unmerged', 'the path has a conflict; resolve it and `git add` it');
    else if (change.newMode === GITLINK_MODE) collector.countSubmodule();
    else blobs.set(change.newOid, [...(blobs.get(change.newOid) ?? []), pathOf(change)]);
  }
  return [...blobs].map(([oid, paths]) => ({ oid, paths }));
}

/** Scans blobs as they come out of git, and remembers what was found in which. */
class BlobScanner implements ObjectSink {
  readonly found: { readonly blob: StagedBlob; readonly matches: readonly Match[] }[] = [];
  readonly #blobs: readonly StagedBlob[];
  readonly #scan: StagedScan;
  #current: StagedBlob | undefined;
  #tooLarge = false;

  constructor(blobs: readonly StagedBlob[], scan: StagedScan) {
    this.#blobs = blobs;
    this.#scan = scan;
  }

  begin(index: number, { byteCount }: { readonly byteCount: number }): void {
    const limit = this.#scan.maxSizeBytes;
    this.#current = this.#blobs[index];
    this.#tooLarge = limit !== undefined && byteCount > limit;
    if (this.#tooLarge) this.#skip('too-large', `${byteCount} bytes, the limit is ${limit}`);
    else this.#scan.collector.count(byteCount);
  }

  data(piece: Buffer): void {
    if (!this.#tooLarge) this.#scan.detector.feed(piece);
  }

  end(): void {
    const matches = this.#scan.detector.finish();
    if (matches.length > 0 && this.#current !== undefined) this.found.push({ blob: this.#current, matches });
  }

  missing(index: number, answer: string): void {
    this.#current = this.#blobs[index];
    this.#skip('missing-object', answer);
  }

  /** Says that git ended before it had given these blobs. */
  cutOff(answered: number, stderr: string): void {
    this.#scan.detector.finish();
    for (this.#current of this.#blobs.slice(answered)) this.#skip('missing-object', stderr.split('\n').at(-1) || 'git ended before it had read the object');
  }

  #skip(reason: 'too-large' | 'missing-object', detail: string): void {
    for (const path of this.#current?.paths ?? []) this.#scan.collector.skip(path, reason, detail);
  }
}

function addedNames(changes: readonly RawChange[]): readonly NamedPath[] {
  return changes.filter((change) => change.status === 'A').map((change) => ({ path: pathOf(change), pathBytes: change.pathBytes }));
}

/**
 * Scans what the next commit would bring in, from the index and the object store alone, and the names of added files.
 *
 * A secret that HEAD, or a commit being merged, already holds in that file is told apart: the commit does not add it.
 *
 * @throws {AuthGuardError} `NOT_A_REPOSITORY`, `GIT_FAILED`, `GIT_NOT_FOUND`.
 */
export async function scanStaged(scan: StagedScan): Promise<void> {
  const changes = await stagedChanges(scan.git);
  const blobs = stagedBlobs(changes, scan.collector);
  const scanner = new BlobScanner(blobs, scan);
  const { answered, stderr } = await readObjects(
    scan.git,
    blobs.map((blob) => blob.oid),
    scanner,
  );
  scanner.cutOff(answered, stderr);
  scanNames(addedNames(changes), scan);
  if (scanner.found.length > 0) await report(scan, changes, scanner.found);
}

async function report(scan: StagedScan, changes: readonly RawChange[], found: BlobScanner['found']): Promise<void> {
  const known: KnownSecrets = await knownSecrets(scan, changes);
  for (const { blob, matches } of found) {
    for (const path of blob.paths) {
      scan.collector.add(matches, { path: scan.detector.mask(path), blob: blob.oid }, (match) => known.take(path, match.secret.sha256));
    }
  }
}
