import type { Detector } from '#detect/detector.ts';
import type { GitContext } from '#git/git.ts';
import type { Collector } from '#scan/collector.ts';

/** What a hook's check is given. */
export interface HookCheck {
  readonly git: GitContext;
  /** The arguments that git gave the hook. */
  readonly args: readonly string[];
  readonly maxSizeBytes: number | undefined;
  readonly detector: Detector;
  readonly collector: Collector;
}
