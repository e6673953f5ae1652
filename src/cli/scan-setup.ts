import { availableParallelism } from 'node:os';
import type { Io } from '#cli/io.ts';
import type { Config } from '#config/config.ts';
import { createDetector, type Detector } from '#detect/detector.ts';
import type { Rule } from '#detect/rule.ts';
import { AuthGuardError } from '#errors.ts';
import { RULES } from '#rules/index.ts';
import { Collector } from '#scan/collector.ts';
import type { ScanSource } from '#scan/report.ts';

/** The rules of a comma-separated list; all of them without one. */
function rulesFor(ids: string | undefined): readonly Rule[] {
  if (ids === undefined) return RULES;
  const wanted = ids
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const unknown = wanted.find((id) => !RULES.some((rule) => rule.id === id));
  if (unknown !== undefined || wanted.length === 0) {
    throw new AuthGuardError('USAGE', `There is no rule "${unknown ?? ''}".`, { help: `The rules are: ${RULES.map((rule) => rule.id).join(', ')}.` });
  }
  return RULES.filter((rule) => wanted.includes(rule.id));
}

export function detectorFor(ids: string | undefined): Detector {
  return createDetector(rulesFor(ids));
}

/** A detector for each core, up to four: git, not the engine, is what a scan of the history waits for. */
export function detectorsFor(ids: string | undefined): readonly [Detector, ...Detector[]] {
  const more = Array.from({ length: Math.min(4, availableParallelism()) - 1 }, () => detectorFor(ids));
  return [detectorFor(ids), ...more];
}

export function collectorFor(config: Config, source: ScanSource, io: Io): Collector {
  return new Collector({ config, source, now: io.now });
}
