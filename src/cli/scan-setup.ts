import type { Io } from '#cli/io.ts';
import type { Config } from '#config/config.ts';
import { createDetector, type Detector } from '#detect/detector.ts';
import { AuthGuardError } from '#errors.ts';
import { RULES } from '#rules/index.ts';
import { Collector } from '#scan/collector.ts';

/** The rules of a comma-separated list; all of them without one. */
export function detectorFor(ids: string | undefined): Detector {
  if (ids === undefined) return createDetector(RULES);
  const wanted = ids
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const unknown = wanted.find((id) => !RULES.some((rule) => rule.id === id));
  if (unknown !== undefined || wanted.length === 0) {
    throw new AuthGuardError('USAGE', `There is no rule "${unknown ?? ''}".`, { help: `The rules are: ${RULES.map((rule) => rule.id).join(', ')}.` });
  }
  return createDetector(RULES.filter((rule) => wanted.includes(rule.id)));
}

export function collectorFor(config: Config, io: Io): Collector {
  return new Collector({ config, now: io.now });
}
