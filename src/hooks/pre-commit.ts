import type { GitContext } from '#git/git.ts';
import { stagedChanges } from '#git/staged-changes.ts';
import type { HookCheck } from '#hooks/check.ts';
import { scanStaged } from '#scan/scan-staged.ts';

/** pre-commit and pre-merge-commit: scans what the commit would hold, from the index that git gives the hook. git looks for it from now on. */
export function startStaged(git: GitContext): (check: HookCheck) => Promise<void> {
  const changes = stagedChanges(git);
  changes.catch(() => undefined); // thrown where it is awaited
  return (check) => scanStaged({ ...check, detector: check.detectors[0], changes });
}
