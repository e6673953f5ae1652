import { parentPort, workerData } from 'node:worker_threads';
import { detectorFor } from '#cli/scan-setup.ts';
import { acceptancesFrom, type SettingsTexts } from '#cli/settings.ts';
import type { ListedFile } from '#git/work-tree-files.ts';
import { Collector } from '#scan/collector.ts';
import { FileQueue } from '#scan/file-queue.ts';
import { pathsFromTop } from '#scan/from-top.ts';
import { scanFiles } from '#scan/scan-files.ts';

/** What the thread is told; it answers with one ScanReport, to which the same settings have been applied. */
export interface WorkerJob {
  readonly cwd: string;
  readonly top: string | undefined;
  readonly files: readonly ListedFile[];
  readonly queue: SharedArrayBuffer;
  readonly ruleIds: readonly string[];
  readonly maxSizeBytes: number | undefined;
  readonly settings: SettingsTexts;
}

const { cwd, top, files, queue, ruleIds, maxSizeBytes, settings } = workerData as WorkerJob;
const accept = await acceptancesFrom(settings);
const collector = new Collector({ accept, source: 'files', now: () => performance.now(), fromTop: pathsFromTop(cwd, top) });
const detector = detectorFor({ rules: ruleIds.join(',') }, accept.config);
await scanFiles(files, new FileQueue(files.length, queue), { cwd, detector, collector, maxSizeBytes });
parentPort?.postMessage(collector.finish());
