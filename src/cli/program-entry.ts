import { main } from '#cli/main.ts';
import { hasOutput, processIo } from '#cli/process-io.ts';
import type { WorkerJob } from '#cli/scan-worker.ts';

/** How a run of the command line ended. */
export interface Ended {
  readonly exitCode: number;
  /** Nothing was written that its reader may not have yet. */
  readonly isSilent: boolean;
}

/** Runs the command line of this process. */
export async function runCommandLine(argv: readonly string[], programFolder: string): Promise<Ended> {
  const exitCode = await main(argv, processIo(programFolder));
  return { exitCode, isSilent: !hasOutput() };
}

/** What a second thread runs. */
export async function runJob(job: WorkerJob): Promise<void> {
  await (await import('#cli/scan-worker.ts')).runJob(job);
}
