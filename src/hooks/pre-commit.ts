import type { HookCheck } from '#hooks/check.ts';
import { scanStaged } from '#scan/scan-staged.ts';

/** pre-commit and pre-merge-commit: scans what the commit would hold, from the index that git gives the hook. */
export async function checkStaged(check: HookCheck): Promise<void> {
  await scanStaged({ ...check, detector: check.detectors[0] });
}
