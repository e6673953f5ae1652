import { parentPort } from 'node:worker_threads';
import { sha256Of } from '#hub/digests.ts';
import type { UploadFile } from '#hub/selection.ts';

/** What the thread says: how far it is, from time to time, then the hash, which is missing where there is none. */
export interface HashAnswer {
  readonly share?: number;
  readonly digest?: string | undefined;
}

/** Shares that are told apart: more would be told than is shown. */
const STEPS = 100;

function answer(file: UploadFile): HashAnswer {
  let told = 0;
  const digest = sha256Of(file, (share) => {
    if (share * STEPS < told + 1) return;
    told = Math.floor(share * STEPS);
    parentPort?.postMessage({ share } satisfies HashAnswer);
  });
  return { digest };
}

parentPort?.on('message', (file: UploadFile) => parentPort?.postMessage(answer(file)));
