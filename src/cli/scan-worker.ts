import { parentPort, workerData } from 'node:worker_threads';
import { createConfig } from '#config/config.ts';
import { createDetector } from '#detect/detector.ts';
import type { ListedFile } from '#git/work-tree-files.ts';
import { RULES } from '#rules/index.ts';
import { Collector } from '#scan/collector.ts';
import { FileQueue } from '#scan/file-queue.ts';
import { scanFiles } from '#scan/scan-files.ts';

/** What the thread is told; it answers with one ScanReport, to which the settings have not been applied. */
export interface WorkerJob {
  readonly cwd: string;
  readonly files: readonly ListedFile[];
  readonly queue: SharedArrayBuffer;
  readonly ruleIds: readonly string[];
  readonly maxSizeBytes: number | undefined;
}

const { cwd, files, queue, ruleIds, maxSizeBytes } = workerData as WorkerJob;
const collector = new Collector({ config: createConfig(), source: 'files', now: () => performance.now() });
const detector = createDetector(RULES.filter((rule) => ruleIds.includes(rule.id)));
await scanFiles(files, new FileQueue(files.length, queue), { cwd, detector, collector, maxSizeBytes });
parentPort?.postMessage(collector.finish());
