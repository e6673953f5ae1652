import { availableParallelism } from 'node:os';
import type { Io } from '#cli/io.ts';
import { withRelaxedSimd } from '#cli/relaxed-simd.ts';
import { type Config, DEFAULT_LAYERS } from '#config/config.ts';
import type { Detector } from '#detect/detector.ts';
import { CONFIDENCES, type Confidence, type Rule, reaches, SEVERITIES, type Severity } from '#detect/rule.ts';
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

/** The flags that say which rules run. */
export interface RuleChoice {
  /** Ids, separated by commas. */
  readonly rules?: string;
  /** Providers, separated by commas. */
  readonly provider?: string;
  /** The least severity and confidence. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
}

function listed(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function chosenRules(rules: readonly Rule[], { provider, severity = 'low', confidence = 'low' }: RuleChoice): readonly Rule[] {
  const known = [...new Set(rules.map((rule) => rule.provider))].sort();
  const wanted = provider === undefined ? known : listed(provider);
  const unknown = wanted.find((one) => !known.includes(one));
  if (unknown !== undefined || wanted.length === 0) {
    throw new AuthGuardError('USAGE', `There is no provider "${unknown ?? ''}".`, { help: `The providers are: ${known.join(', ')}.` });
  }
  return rules.filter(
    (rule) => wanted.includes(rule.provider) && reaches(SEVERITIES, rule.severity, severity) && reaches(CONFIDENCES, rule.confidence, confidence),
  );
}

/** The rules of a comma-separated list, also those that are off; without one, all that are not off. */
export function rulesFor(choice: RuleChoice, settings: RuleSettings): readonly Rule[] {
  const rules = chosenRules(everyRule(settings), choice);
  const { rules: ids } = choice;
  if (ids === undefined) return rules.filter((rule) => settings.off[rule.id] === undefined);
  const wanted = listed(ids);
  const unknown = wanted.find((id) => !rules.some((rule) => rule.id === id));
  if (unknown !== undefined || wanted.length === 0) {
    throw new AuthGuardError('USAGE', `There is no rule "${unknown ?? ''}".`, { help: 'All that there are:  auth-guard rules list' });
  }
  return rules.filter((rule) => wanted.includes(rule.id));
}

/** Quickest to build; for what a commit holds. */
export function smallDetectorFor(choice: RuleChoice, settings: RuleSettings): Detector {
  return withLayers(rulesFor(choice, settings), { marks: { own: settings.marks, foreign: settings.honour }, limits: settings.layers });
}

export function detectorFor(choice: RuleChoice, settings: RuleSettings): Detector {
  return withRelaxedSimd(() => smallDetectorFor(choice, settings));
}

/** A detector for each core, up to four: git, not the engine, is what a scan of the history waits for. */
export function detectorsFor(choice: RuleChoice, settings: RuleSettings): readonly [Detector, ...Detector[]] {
  const more = Array.from({ length: Math.min(4, availableParallelism()) - 1 }, () => detectorFor(choice, settings));
  return [detectorFor(choice, settings), ...more];
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
  /** Below this confidence a finding is a note. Default: none is. */
  readonly blockOn?: Confidence;
}

export function collectorFor(accept: Acceptances, source: ScanSource, { io, fromTop, ...looked }: Looked): Collector {
  return new Collector({ whole: false, ...looked, accept, source, now: io.now, ...(fromTop === undefined ? {} : { fromTop }) });
}
