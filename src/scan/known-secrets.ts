import type { Detector } from '#detect/detector.ts';
import { nameLines, readObjects } from '#git/cat-file.ts';
import type { GitContext } from '#git/git.ts';
import type { RawChange } from '#git/raw-diff.ts';
import { changesAgainst, mergeHeads } from '#git/staged-changes.ts';
import { ObjectScanner } from '#scan/object-scanner.ts';

/** Counts the copies of a secret that stood before the commit. */
export interface KnownSecrets {
  /** Uses up one copy that the file held before, or that another file of this commit gives up; false when there is none left. */
  take(path: string, secretSha256: string): boolean;
}

type Counts = Map<string, number>;

interface OldBlob {
  readonly path: string;
  readonly oid: string;
  readonly gone: boolean;
}

const NO_OID = /^0+$/;

function oldBlobs(changes: readonly RawChange[]): readonly OldBlob[] {
  return changes
    .filter((change) => !NO_OID.test(change.oldOid) && change.oldMode !== '160000')
    .map((change) => ({ path: change.pathBytes.toString('utf8'), oid: change.oldOid, gone: change.status === 'D' }));
}

async function countIn(git: GitContext, detector: Detector, blobs: readonly OldBlob[]): Promise<readonly Counts[]> {
  const counts: Counts[] = blobs.map(() => new Map());
  const scanner = new ObjectScanner({
    detector,
    onScanned: ({ index, matches }) => {
      const count = counts[index] as Counts;
      for (const { secret } of matches) count.set(secret.sha256, (count.get(secret.sha256) ?? 0) + 1);
    },
    onSkipped: () => undefined, // an old version that cannot be read excuses nothing
  });
  await readObjects(git, nameLines(blobs.map((blob) => blob.oid)), [scanner]);
  return counts;
}

function takeFrom(counts: Counts | undefined, key: string): boolean {
  const left = counts?.get(key) ?? 0;
  if (left > 0) counts?.set(key, left - 1);
  return left > 0;
}

function raise(into: Counts, from: Counts, join: (a: number, b: number) => number): void {
  for (const [key, count] of from) into.set(key, join(into.get(key) ?? 0, count));
}

/**
 * Counts the secrets in the old versions of the changed files: in HEAD, and in the commits that are being merged.
 *
 * A file may keep as many copies as its fullest old version held. What deleted files held may turn up elsewhere: that is a move.
 */
export async function knownSecrets(scan: { readonly git: GitContext; readonly detector: Detector }, changes: readonly RawChange[]): Promise<KnownSecrets> {
  const merged = await Promise.all((await mergeHeads(scan.git)).map((head) => changesAgainst(scan.git, head)));
  const perPath = new Map<string, Counts>();
  const moved: Counts = new Map();
  for (const parent of [changes, ...merged]) {
    const blobs = oldBlobs(parent);
    const counts = await countIn(scan.git, scan.detector, blobs);
    blobs.forEach((blob, index) => {
      const count = counts[index] as Counts;
      if (blob.gone) raise(moved, count, (a, b) => a + b);
      else raise(perPath.get(blob.path) ?? setNew(perPath, blob.path), count, Math.max);
    });
  }
  const inherited = inheritedPaths(changes, merged);
  return { take: (path, key) => inherited.has(path) || takeFrom(perPath.get(path), key) || takeFrom(moved, key) };
}

function setNew(map: Map<string, Counts>, path: string): Counts {
  const counts: Counts = new Map();
  map.set(path, counts);
  return counts;
}

/** Paths that equal a merged commit's version: what they hold is that commit's. */
function inheritedPaths(changes: readonly RawChange[], merged: readonly (readonly RawChange[])[]): ReadonlySet<string> {
  const inherited = new Set<string>();
  for (const parent of merged) {
    const differing = new Set(parent.map((change) => change.pathBytes.toString('utf8')));
    for (const { pathBytes } of changes) {
      const path = pathBytes.toString('utf8');
      if (!differing.has(path)) inherited.add(path);
    }
  }
  return inherited;
}
