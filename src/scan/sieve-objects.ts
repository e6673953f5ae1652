import type { Detector } from '#detect/detector.ts';
import { readObjects } from '#git/cat-file.ts';
import type { GitContext } from '#git/git.ts';
import type { ObjectNames } from '#git/object-names.ts';
import type { FileQueue } from '#scan/file-queue.ts';
import { queuedNames } from '#scan/object-queue.ts';
import { ObjectScanner } from '#scan/object-scanner.ts';

/** What was read since the last time. */
export interface Sieved {
  /** Bytes of the objects that hold nothing. */
  readonly byteCount: number;
  /** Ids of the objects that hold nothing. */
  readonly clean: readonly string[];
  /** Ids of those that do, or that were not read in full: whoever is told looks at them again. */
  readonly open: readonly string[];
}

/** After so many objects it is told what was read. */
const OBJECTS_A_REPORT = 2_000;

export interface Sieve {
  readonly git: GitContext;
  readonly names: Pick<ObjectNames, 'bytes' | 'width'>;
  readonly queue: FileQueue;
  readonly detector: Detector;
  readonly maxSizeBytes: number | undefined;
  readonly tell: (sieved: Sieved) => void;
}

/**
 * Reads the objects of a queue and tells the clean ones from the others: next to all are clean, so that no match has to cross over to another thread.
 *
 * @throws {AuthGuardError} `GIT_NOT_FOUND`, `GIT_FAILED`.
 */
export async function sieveObjects({ git, names, queue, detector, maxSizeBytes, tell }: Sieve): Promise<void> {
  let clean: string[] = [];
  let open: string[] = [];
  let byteCount = 0;
  const report = (): void => {
    tell({ byteCount, clean, open });
    clean = [];
    open = [];
    byteCount = 0;
  };
  const scanner = new ObjectScanner({
    detector,
    maxSizeBytes,
    onScanned: (object) => {
      if (object.matches.length + object.unread.length > 0) open.push(object.oid);
      else {
        clean.push(object.oid);
        byteCount += object.byteCount;
      }
      if (clean.length + open.length >= OBJECTS_A_REPORT) report();
    },
    onSkipped: ({ oid }) => void open.push(oid),
  });
  await readObjects(git, queuedNames(names, queue), [scanner], { isBulk: true });
  report();
}
