import { availableParallelism } from 'node:os';
import type { Io } from '#cli/io.ts';
import { type Config, DEFAULT_LAYERS } from '#config/config.ts';
import type { Detector } from '#detect/detector.ts';
import type { Rule } from '#detect/rule.ts';
import { AuthGuardError } from '#errors.ts';
import { RULES } from '#rules/index.ts';
import type { Acceptances } from '#scan/allow.ts';
import { Collector } from '#scan/collector.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import type { ScanSource } from '#scan/report.ts';

/** What of the settings decides which rules run, and how. */
export type RuleSettings = Pick<Config, 'ownRules' | 'off' | 'severity' | 'honour' | 'marks' | 'layers'>;

/** Whether a detector for these settings is another than the usual one. */
export function changesDetection({ ownRules, off, severity, honour, marks, layers }: RuleSettings): boolean {
  return ownRules.length + Object.keys(off).length + Object.keys(severity).length + honour.length > 0 || !marks || layers !== DEFAULT_LAYERS;
}

/** Every rule, with the severity that the settings give it. */
export function everyRule({ ownRules, severity }: RuleSettings): readonly Rule[] {
  return [...RULES, ...ownRules].map((rule) => {
    const other = severity[rule.id];
    return other === undefined ? rule : { ...rule, severity: other };
  });
}

/** The rules of a comma-separated list, also those that are off; without one, all that are not off. */
export function rulesFor(ids: string | undefined, settings: RuleSettings): readonly Rule[] {
  const rules = everyRule(settings);
  if (ids === undefined) return rules.filter((rule) => settings.off[rule.id] === undefined);
  const wanted = ids
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const unknown = wanted.find((id) => !rules.some((rule) => rule.id === id));
  if (unknown !== undefined || wanted.length === 0) {
    throw new AuthGuardError('USAGE', `There is no rule "${unknown ?? ''}".`, { help: `The rules are: ${rules.map((rule) => rule.id).join(', ')}.` });
  }
  return rules.filter((rule) => wanted.includes(rule.id));
}

export function detectorFor(ids: string | undefined, settings: RuleSettings): Detector {
  return withLayers(rulesFor(ids, settings), { marks: { own: settings.marks, foreign: settings.honour }, limits: settings.layers });
}

/** A detector for each core, up to four: git, not the engine, is what a scan of the history waits for. */
export function detectorsFor(ids: string | undefined, settings: RuleSettings): readonly [Detector, ...Detector[]] {
  const more = Array.from({ length: Math.min(4, availableParallelism()) - 1 }, () => detectorFor(ids, settings));
  return [detectorFor(ids, settings), ...more];
}

/** Accepts nothing. */
export function nothingAccepted(config: Config): Acceptances {
  return { config, baseline: undefined, gitleaks: [], today: '' };
}

/** What a collector is told beside the settings. */
export interface Looked {
  readonly io: Io;
  readonly fromTop?: (path: string) => string;
  /** Everything is looked at. Default false. */
  readonly whole?: boolean;
  /** Habits count as findings. Default false. */
  readonly strict?: boolean;
}

export function collectorFor(accept: Acceptances, source: ScanSource, { io, fromTop, whole = false, strict = false }: Looked): Collector {
  return new Collector({ accept, source, now: io.now, whole, strict, ...(fromTop === undefined ? {} : { fromTop }) });
}
