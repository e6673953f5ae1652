import { parentPort, workerData } from 'node:worker_threads';
import { detectorFor } from '#cli/scan-setup.ts';
import { acceptancesFrom, type SettingsTexts } from '#cli/settings.ts';
import type { ListedFile } from '#git/work-tree-files.ts';
import { Collector } from '#scan/collector.ts';
import { FileQueue } from '#scan/file-queue.ts';
import { pathsFromTop } from '#scan/from-top.ts';
import { scanFiles } from '#scan/scan-files.ts';
import { sieveObjects } from '#scan/sieve-objects.ts';

/** What every job says. */
export interface WorkerSetup {
  readonly cwd: string;
  readonly ruleIds: readonly string[];
  readonly maxSizeBytes: number | undefined;
  readonly settings: SettingsTexts;
}

/** Files, which the thread answers with one ScanReport, to which the same settings have been applied. */
interface FilesWork {
  readonly kind: 'files';
  readonly top: string | undefined;
  readonly files: readonly ListedFile[];
  readonly queue: SharedArrayBuffer;
}

/** Objects of a repository: the thread says from time to time which are clean, as `Sieved`. */
interface ObjectsWork {
  readonly kind: 'objects';
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As in `ObjectNames`, in shared memory. */
  readonly names: Uint8Array;
  readonly width: number;
  readonly count: number;
  readonly queue: SharedArrayBuffer;
}

/** What the thread is told. */
export interface WorkerJob extends WorkerSetup {
  readonly work: FilesWork | ObjectsWork;
}

const { cwd, ruleIds, maxSizeBytes, settings, work } = workerData as WorkerJob;
const accept = await acceptancesFrom(settings);
const detector = detectorFor({ rules: ruleIds.join(',') }, accept.config);

if (work.kind === 'files') {
  const collector = new Collector({ accept, source: 'files', now: () => performance.now(), fromTop: pathsFromTop(cwd, work.top) });
  await scanFiles(work.files, new FileQueue(work.files.length, work.queue), { cwd, detector, collector, maxSizeBytes });
  parentPort?.postMessage(collector.finish());
} else {
  const { names, width, env, count, queue } = work;
  const bytes = Buffer.from(names.buffer, names.byteOffset, names.byteLength);
  const tell = parentPort?.postMessage.bind(parentPort) ?? (() => undefined);
  await sieveObjects({ git: { cwd, env }, names: { bytes, width }, queue: new FileQueue(count, queue), detector, maxSizeBytes, tell });
}
