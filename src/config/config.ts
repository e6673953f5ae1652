import type micromatch from 'micromatch';

/** The settings' file at a repository's top. */
export const CONFIG_FILE = '.auth-guard.yaml';

/** Findings that the settings allow, with the reason that every report repeats. */
export interface AllowEntry {
  /** Glob patterns of micromatch, relative to the repository's top. */
  readonly paths: readonly string[];
  /** Rules that are allowed there; every rule when empty. */
  readonly rules: readonly string[];
  readonly reason: string;
}

/** Settings as the rest of the program sees them: complete and frozen. */
export interface Config {
  /** Files and blobs above this many bytes are skipped, and said to be; `undefined` reads everything. */
  readonly maxSizeBytes: number | undefined;
  readonly allow: readonly AllowEntry[];
  /** The entry that allows a rule at a path, if any. */
  allowance(ruleId: string, path: string): AllowEntry | undefined;
}

export interface Settings {
  readonly maxSizeBytes?: number | undefined;
  readonly allow?: readonly AllowEntry[];
}

/**
 * Completes settings with their defaults: the only place that has any.
 *
 * @param match Path matcher; needed only where `allow` has entries, so that a scan without them does not load it.
 */
export function createConfig(settings: Settings = {}, match?: typeof micromatch.isMatch): Config {
  const allow = settings.allow ?? [];
  return Object.freeze({
    maxSizeBytes: settings.maxSizeBytes,
    allow,
    allowance: (ruleId: string, path: string) =>
      allow.find((entry) => (entry.rules.length === 0 || entry.rules.includes(ruleId)) && match?.(path, [...entry.paths], { dot: true }) === true),
  });
}
