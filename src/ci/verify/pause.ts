import { setTimeout as sleep } from 'node:timers/promises';

/** Waits; shorter when the signal says so. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
