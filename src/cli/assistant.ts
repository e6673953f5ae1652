import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkerJob } from '#cli/scan-worker.ts';
import type { ScanReport } from '#scan/report.ts';
import type { Assistant } from '#scan/scan-paths.ts';

/** A second thread for large trees; `undefined` where there is one core. More gain nothing: the disk's cache is the limit then. */
export function assistantFor(programFolder: string, job: Omit<WorkerJob, 'files' | 'queue'>): Assistant | undefined {
  if (availableParallelism() < 2) return undefined;
  return (files, queue) =>
    new Promise<ScanReport>((resolve, reject) => {
      const data: WorkerJob = { ...job, files, queue: queue.shared };
      const worker = new Worker(join(programFolder, 'scan-worker.js'), { workerData: data });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the second thread ended early')));
    });
}
