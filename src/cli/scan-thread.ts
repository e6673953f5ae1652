import { workerData } from 'node:worker_threads';
import { loadProgram } from '#cli/compiled.ts';
import type { WorkerJob } from '#cli/scan-worker.ts';

void loadProgram(import.meta.dirname, 'scan').program.runJob(workerData as WorkerJob);
