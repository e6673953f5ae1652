import type { Detector } from '#detect/detector.ts';
import { readObjects } from '#git/cat-file.ts';
import type { GitContext, Walk } from '#git/git.ts';
import { allObjectNames, nameBatches, type ObjectNames, reachableNames } from '#git/object-names.ts';
import { allRefs } from '#git/refs.ts';
import { commonFolder } from '#git/repository.ts';
import type { Collector } from '#scan/collector.ts';
import { ObjectScanner, type ScannedObject } from '#scan/object-scanner.ts';
import { traceFindings } from '#scan/provenance.ts';
import { reachability, repositoryState } from '#scan/reachability.ts';
import { scanNames } from '#scan/scan-names.ts';
import { cacheFolder, ScannedObjects } from '#scan/scanned-objects.ts';

export interface HistoryScan {
  readonly git: GitContext;
  /** Where to look; every object of the repository when `undefined`, whether or not anything refers to it. */
  readonly walk: Walk | undefined;
  readonly maxSizeBytes: number | undefined;
  /** One for each process that reads objects. */
  readonly detectors: readonly [Detector, ...Detector[]];
  readonly collector: Collector;
  readonly useCache: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Put before every path: the way to a submodule. */
  readonly prefix: string;
}

/** After so many objects what was done is kept, so that a run that is killed is not lost. */
const CHECKPOINT = 50_000;

const EVERYWHERE: Walk = { options: ['--all', '--reflog'] };

async function namesFor({ git, walk, collector, prefix }: HistoryScan): Promise<ObjectNames> {
  if (walk === undefined) return allObjectNames(git);
  const names = await reachableNames(git, walk);
  for (const oid of names.missing) collector.skip(`${prefix}object ${oid}`, 'missing-object', 'it is referred to and not there');
  return names;
}

/** Looks for what nothing refers to and for what is missing, while the objects are read. */
async function survey({ git, collector, detectors, useCache, prefix }: HistoryScan, gitFolder: string, names: ObjectNames): Promise<void> {
  try {
    const { dangling, missing } = await reachability(git, gitFolder, names, useCache ? cacheFolder(gitFolder, detectors[0]) : undefined);
    collector.countDangling(dangling);
    for (const oid of missing) collector.skip(`${prefix}object ${oid}`, 'missing-object', 'it is referred to and not there');
  } catch (cause) {
    collector.skip(`${prefix}history`, 'missing-object', (cause as Error).message);
  }
}

async function scanObjects(scan: HistoryScan, names: ObjectNames, clean: ScannedObjects | undefined): Promise<readonly ScannedObject[]> {
  const { git, collector, detectors, maxSizeBytes, signal, prefix } = scan;
  const found: ScannedObject[] = [];
  let sinceSaved = 0;
  const onScanned = (object: ScannedObject): void => {
    collector.count(object.byteCount);
    collector.skipParts(`${prefix}object ${object.oid}`, object.unread);
    if (object.matches.length > 0) return void found.push(object);
    if (object.unread.length > 0) return; // the next scan is to say so too
    clean?.add(object.oid);
    sinceSaved += 1;
    if (sinceSaved < CHECKPOINT) return;
    sinceSaved = 0;
    clean?.save();
  };
  const scanners = detectors.map(
    (detector) =>
      new ObjectScanner({
        detector,
        maxSizeBytes,
        onScanned,
        onSkipped: ({ oid, reason, detail }) => collector.skip(`${prefix}object ${oid}`, reason, detail),
      }),
  );
  const isClean = (bytes: Buffer, at: number): boolean => {
    const known = clean?.has(bytes, at) === true;
    if (known) collector.countCached(1);
    return known;
  };
  await readObjects(git, nameBatches(names, isClean), scanners, signal);
  clean?.save();
  return found;
}

/**
 * Scans what git keeps: every object once, straight from the object store, and the names of refs. Says of each finding where it came from.
 *
 * What could not be read is in `skipped`. A scan that is stopped reports what it has seen; the next one goes on from there.
 *
 * @throws {AuthGuardError} `NOT_A_REPOSITORY`, `GIT_FAILED`, `GIT_NOT_FOUND`.
 */
export async function scanHistory(scan: HistoryScan): Promise<void> {
  const { git, collector, detectors, signal, prefix } = scan;
  const [detector] = detectors;
  const gitFolder = await commonFolder(git);
  const [names, refs] = await Promise.all([namesFor(scan), allRefs(git)]);
  const clean = scan.useCache ? new ScannedObjects(cacheFolder(gitFolder, detector), names) : undefined;
  collector.expect(names.count - (clean?.known ?? 0));
  const surveyed = scan.walk === undefined ? survey(scan, gitFolder, names) : undefined;
  const before = collector.objects;
  const found = await scanObjects(scan, names, clean);
  await surveyed;
  const read = collector.objects - before;
  if (signal?.aborted === true)
    collector.skip(`${prefix}history`, 'interrupted', `the scan was stopped after ${read} of ${names.count} objects; the next one goes on from there`);
  scanNames(
    refs.map(({ name }) => ({ path: name })),
    { detector, collector },
  );
  const kept =
    scan.useCache && found.length > 0 ? { folder: cacheFolder(gitFolder, detector), state: await repositoryState(git, gitFolder, names) } : undefined;
  await traceFindings({ git, detector, collector, walk: EVERYWHERE, refs, prefix, kept }, found);
}
