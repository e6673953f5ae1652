import type { Detector } from '#detect/detector.ts';
import { readObjects } from '#git/cat-file.ts';
import type { GitContext, Walk } from '#git/git.ts';
import { reachableNameBatches } from '#git/object-names.ts';
import { allRefs } from '#git/refs.ts';
import type { Collector } from '#scan/collector.ts';
import { newsOf } from '#scan/news.ts';
import { ObjectScanner, type ScannedObject } from '#scan/object-scanner.ts';
import { traceFindings } from '#scan/provenance.ts';
import { scanNames } from '#scan/scan-names.ts';

export interface PushScan {
  readonly git: GitContext;
  /** From what is pushed, without what the other side has. */
  readonly walk: Walk;
  /** The names that the refs get on the other side. */
  readonly refNames: readonly string[];
  readonly maxSizeBytes: number | undefined;
  /** One for each process that reads objects. */
  readonly detectors: readonly [Detector, ...Detector[]];
  readonly collector: Collector;
}

/**
 * Scans what a push brings to the other side: every blob, message, tag, note and name that it does not have yet, also what a later commit takes out again.
 *
 * Names are read as git gives them, so that neither time nor memory depends on the history behind the push.
 *
 * @throws {AuthGuardError} `GIT_FAILED` for an object that is missing, `GIT_NOT_FOUND`.
 */
export async function scanPush({ git, walk, refNames, maxSizeBytes, detectors, collector }: PushScan): Promise<void> {
  const [detector] = detectors;
  const found: ScannedObject[] = [];
  const onScanned = (object: ScannedObject): void => {
    collector.count(object.byteCount);
    collector.skipParts(`object ${object.oid}`, object.unread);
    if (object.matches.length > 0) found.push(object);
  };
  const scanners = detectors.map(
    (one) =>
      new ObjectScanner({ detector: one, maxSizeBytes, onScanned, onSkipped: ({ oid, reason, detail }) => collector.skip(`object ${oid}`, reason, detail) }),
  );
  await readObjects(git, reachableNameBatches(git, walk, { promised: 'pass' }), scanners);
  scanNames(
    refNames.map((path) => ({ path })),
    { detector, collector },
  );
  if (found.length === 0) return;
  const isNews = await newsOf({ git, detector, walk }, found);
  await traceFindings({ git, detector, collector, walk, refs: await allRefs(git), prefix: '' }, found, isNews);
}
