import type { PushSettings } from '#config/config.ts';
import type { Detector } from '#detect/detector.ts';
import type { GitContext } from '#git/git.ts';
import type { ObjectReader } from '#git/object-reader.ts';
import type { Collector } from '#scan/collector.ts';

/** What a hook's check is given. */
export interface HookCheck {
  readonly git: GitContext;
  /** A git that has answered what the settings are. */
  readonly objects: ObjectReader;
  /** The arguments that git gave the hook. */
  readonly args: readonly string[];
  readonly maxSizeBytes: number | undefined;
  /** One, or one for each core where much is to be read. */
  readonly detectors: readonly [Detector, ...Detector[]];
  readonly collector: Collector;
  /** What git writes to the hook. */
  readonly readInput: () => Promise<string>;
  /** Says something that is to be known if the check refuses, or looked at more than was asked. */
  readonly note: (text: string) => void;
  /** What to look at when workflows are pushed. */
  readonly push: PushSettings;
  /** Refuses for a reason that is no finding. */
  readonly refuse: (text: string) => void;
}
