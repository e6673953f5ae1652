import type { Detector } from '#detect/detector.ts';
import { nameLines, readObjects } from '#git/cat-file.ts';
import type { GitContext, Walk } from '#git/git.ts';
import { allObjectNames, type ObjectNames, reachableNames } from '#git/object-names.ts';
import { allRefs } from '#git/refs.ts';
import { commonFolder } from '#git/repository.ts';
import type { Collector } from '#scan/collector.ts';
import { FileQueue } from '#scan/file-queue.ts';
import { queuedNames, sharedNames } from '#scan/object-queue.ts';
import { ObjectScanner, type ScannedObject, type SkippedObject } from '#scan/object-scanner.ts';
import { traceFindings } from '#scan/provenance.ts';
import { reachability, repositoryState } from '#scan/reachability.ts';
import { scanNames } from '#scan/scan-names.ts';
import { cacheFolder, ScannedObjects } from '#scan/scanned-objects.ts';
import type { Sieve, Sieved } from '#scan/sieve-objects.ts';

/** Reads objects of the same queue on another core, and tells what it has read. */
export type ObjectAssistant = (objects: Pick<Sieve, 'git' | 'queue'> & { readonly names: ObjectNames }, tell: (sieved: Sieved) => void) => Promise<void>;

/** From so many objects on, what an assistant takes over is more than what it costs to start. */
const ASSISTED_FROM = 5_000;

export interface HistoryScan {
  readonly git: GitContext;
  /** Where to look; every object of the repository when `undefined`, whether or not anything refers to it. */
  readonly walk: Walk | undefined;
  readonly maxSizeBytes: number | undefined;
  /** One for each process that reads objects; with an assistant the first alone is used. */
  readonly detectors: readonly [Detector, ...Detector[]];
  readonly collector: Collector;
  readonly useCache: boolean;
  /** Called in for large histories. */
  readonly assistant?: ObjectAssistant | undefined;
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

/** Takes note of what was read, and keeps the ids of what is clean. */
class Readings {
  readonly found: ScannedObject[] = [];
  readonly #scan: HistoryScan;
  readonly #clean: ScannedObjects | undefined;
  #sinceSaved = 0;

  constructor(scan: HistoryScan, clean: ScannedObjects | undefined) {
    this.#scan = scan;
    this.#clean = clean;
  }

  take(object: ScannedObject): void {
    const { collector, prefix } = this.#scan;
    collector.count(object.byteCount);
    collector.skipParts(`${prefix}object ${object.oid}`, object.unread);
    if (object.matches.length > 0) this.found.push(object);
    else if (object.unread.length === 0) this.#keep([object.oid]); // otherwise the next scan is to say so too
  }

  takeSieved({ byteCount, clean }: Sieved): void {
    this.#scan.collector.count(byteCount, clean.length);
    this.#keep(clean);
  }

  #keep(oids: readonly string[]): void {
    for (const oid of oids) this.#clean?.add(oid);
    this.#sinceSaved += oids.length;
    if (this.#sinceSaved < CHECKPOINT) return;
    this.#sinceSaved = 0;
    this.#clean?.save();
  }
}

function scannersFor({ detectors, maxSizeBytes, collector, prefix }: HistoryScan, readings: Readings): readonly ObjectScanner[] {
  const onSkipped = ({ oid, reason, detail }: SkippedObject): void => collector.skip(`${prefix}object ${oid}`, reason, detail);
  return detectors.map((detector) => new ObjectScanner({ detector, maxSizeBytes, onScanned: (object) => readings.take(object), onSkipped }));
}

/** Reads with a process for each scanner, or with one beside an assistant, who leaves to this thread what is not clean. */
async function readAll(scan: HistoryScan, left: ObjectNames, readings: Readings): Promise<void> {
  const { git, collector, signal, prefix } = scan;
  const queue = new FileQueue(left.count);
  const stop = (): void => queue.stop();
  signal?.addEventListener('abort', stop);
  const scanners = scannersFor(scan, readings);
  const assistant = left.count < ASSISTED_FROM ? undefined : scan.assistant;
  const open: string[] = [];
  const assistance = assistant?.({ git, names: left, queue }, (sieved) => {
    readings.takeSieved(sieved);
    open.push(...sieved.open);
  }).catch((cause: Error) => cause);
  try {
    await readObjects(git, queuedNames(left, queue), assistance === undefined ? scanners : scanners.slice(0, 1), { signal, isBulk: true });
  } finally {
    queue.stop(); // an assistant does not read on alone when this one fails
    signal?.removeEventListener('abort', stop);
  }
  const failure = await assistance;
  if (failure instanceof Error) collector.skip(`${prefix}history`, 'unreadable', `some objects, because a thread failed: ${failure.message}`);
  await readObjects(git, nameLines(open), scanners.slice(0, 1), { signal, isBulk: true });
}

async function scanObjects(scan: HistoryScan, names: ObjectNames, clean: ScannedObjects | undefined): Promise<readonly ScannedObject[]> {
  const readings = new Readings(scan, clean);
  const left = sharedNames(names, (bytes, at) => clean?.has(bytes, at) === true);
  scan.collector.countCached(names.count - left.count);
  await readAll(scan, left, readings);
  clean?.save();
  return readings.found.sort((a, b) => (a.oid < b.oid ? -1 : 1)); // they come as threads and processes are ready
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
