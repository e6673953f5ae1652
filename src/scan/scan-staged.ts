import type { Detector } from '#detect/detector.ts';
import type { Match } from '#detect/match.ts';
import type { GitContext } from '#git/git.ts';
import type { ObjectReader } from '#git/object-reader.ts';
import type { RawChange } from '#git/raw-diff.ts';
import { stagedChanges } from '#git/staged-changes.ts';
import type { Collector } from '#scan/collector.ts';
import { type KnownSecrets, knownSecrets } from '#scan/known-secrets.ts';
import { ObjectScanner } from '#scan/object-scanner.ts';
import { type NamedPath, scanNames } from '#scan/scan-names.ts';

export interface StagedScan {
  readonly git: GitContext;
  readonly objects: ObjectReader;
  readonly maxSizeBytes: number | undefined;
  readonly detector: Detector;
  readonly collector: Collector;
  /** `stagedChanges`, where they are looked for already. */
  readonly changes?: Promise<readonly RawChange[]>;
}

interface StagedBlob {
  readonly oid: string;
  readonly paths: readonly string[];
}

const GITLINK_MODE = '160000';

export function pathOf(change: RawChange): string {
  return change.pathBytes.toString('utf8');
}

function pathsOf(blobs: Map<string, string[]>, oid: string): string[] {
  const paths = blobs.get(oid) ?? [];
  blobs.set(oid, paths);
  return paths;
}

/** The blobs that the commit would bring in, each once, with the paths that hold it. */
function stagedBlobs(changes: readonly RawChange[], collector: Collector): readonly StagedBlob[] {
  const blobs = new Map<string, string[]>();
  for (const change of changes) {
    if (change.status === 'D' || change.newOid === change.oldOid) continue;
    if (change.status === 'U') collector.skip(pathOf(change), 'unmerged', 'the path has a conflict; resolve it and `git add` it');
    else if (change.newMode === GITLINK_MODE) collector.countSubmodule();
    else pathsOf(blobs, change.newOid).push(pathOf(change));
  }
  return [...blobs].map(([oid, paths]) => ({ oid, paths }));
}

interface FoundBlob {
  readonly blob: StagedBlob;
  readonly matches: readonly Match[];
}

/** Scans the blobs and gives those that hold something. */
async function scanBlobs(blobs: readonly StagedBlob[], { objects, detector, collector, maxSizeBytes }: StagedScan): Promise<readonly FoundBlob[]> {
  const found: FoundBlob[] = [];
  const scanner = new ObjectScanner({
    detector,
    maxSizeBytes,
    onScanned: ({ index, byteCount, matches, unread }) => {
      collector.count(byteCount);
      for (const path of unread.length === 0 ? [] : (blobs[index]?.paths ?? [])) collector.skipParts(path, unread);
      if (matches.length > 0) found.push({ blob: blobs[index] as StagedBlob, matches });
    },
    onSkipped: ({ index, reason, detail }) => {
      for (const path of blobs[index]?.paths ?? []) collector.skip(path, reason, detail);
    },
  });
  await objects.read(
    blobs.map((blob) => blob.oid),
    scanner,
  );
  return found;
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
  const changes = await (scan.changes ?? stagedChanges(scan.git));
  const blobs = stagedBlobs(changes, scan.collector);
  const found = await scanBlobs(blobs, scan);
  scanNames(addedNames(changes), scan);
  if (found.length > 0) await report(scan, changes, found);
}

async function report(scan: StagedScan, changes: readonly RawChange[], found: readonly FoundBlob[]): Promise<void> {
  const known: KnownSecrets = await knownSecrets(scan, changes);
  for (const { blob, matches } of found) {
    for (const path of blob.paths) {
      scan.collector.add(matches, { path: scan.detector.mask(path), blob: blob.oid }, (match) => known.take(path, match.secret.sha256));
    }
  }
}
