import { parentPort, workerData } from 'node:worker_threads';
import { detectorFor } from '#cli/scan-setup.ts';
import { acceptancesFrom, type SettingsTexts } from '#cli/settings.ts';
import { type Range, scanFile } from '#scan/read-file.ts';
import { isClean } from '#scan/two-cores.ts';

/** What the thread is told; it answers each question with whether the part is clean. */
export interface PartJob {
  readonly ruleIds: readonly string[];
  readonly settings: SettingsTexts;
}

export interface PartQuestion {
  readonly path: string | Uint8Array;
  readonly part: readonly Range[];
}

const { ruleIds, settings } = workerData as PartJob;
const detector = detectorFor({ rules: ruleIds.join(',') }, (await acceptancesFrom(settings)).config);

function answer({ path, part }: PartQuestion): boolean {
  const steps = scanFile(typeof path === 'string' ? path : Buffer.from(path), detector, { ranges: part });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return isClean(step.value, detector, part);
  }
}

parentPort?.on('message', (question: PartQuestion) => parentPort?.postMessage(answer(question)));
