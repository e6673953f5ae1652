import type { GitHub } from '#ci/gh/github.ts';
import { oneRun, type WorkflowRun } from '#ci/runs.ts';
import { pause } from '#ci/verify/pause.ts';
import { isAuthGuardError } from '#errors.ts';

export interface FollowOptions {
  readonly intervalMs: number;
  /** For the whole run. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Told of each new status, such as `queued`. */
  readonly onStatus: (status: string, run: WorkflowRun) => void;
}

/** So many looks in a row may fail before the run is given up. */
const PATIENCE = 4;

/** A run that was just asked for may not be there for a moment. */
function isPassing(error: unknown): boolean {
  return isAuthGuardError(error) && (error.code === 'GITHUB_UNREACHABLE' || error.code === 'GITHUB_NOT_FOUND');
}

/**
 * Looks at a run until it has ended, is no longer wanted, or takes too long: then its last state is returned, which is not `completed`.
 *
 * The run itself is asked again and again; `gh run watch` of some versions ends with success when the service fails.
 *
 * @throws {AuthGuardError} What the service said, after several failures in a row.
 */
export async function followRun(github: GitHub, id: number, { intervalMs, timeoutMs, signal, onStatus }: FollowOptions): Promise<WorkflowRun | undefined> {
  let last: WorkflowRun | undefined;
  let failures = 0;
  for (let waited = 0; waited <= timeoutMs; waited += intervalMs) {
    try {
      const run = await oneRun(github, id);
      if (run.status !== last?.status) onStatus(run.status ?? 'unknown', run);
      last = run;
      failures = 0;
      if (run.status === 'completed') return run;
    } catch (error) {
      failures += 1;
      if (!isPassing(error) || failures >= PATIENCE) throw error;
    }
    await pause(intervalMs, signal);
    if (signal?.aborted === true) break;
  }
  return last;
}
