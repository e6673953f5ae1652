import type { ForeignTool } from '#detect/foreign-tools.ts';
import type { OwnRule } from '#detect/own/own-rule.ts';
import type { Confidence, Severity } from '#detect/rule.ts';

/** The settings' file at a repository's top. */
export const CONFIG_FILE = '.auth-guard.yaml';

/** The settings of a server, in the folder of a bare repository. */
export const SERVER_CONFIG_FILE = 'auth-guard.yaml';

/** Accepted findings, at a repository's top. One a line, sorted, so that a change of one changes one line, and git merges the rest. */
export const BASELINE_FILE = '.auth-guard-baseline.jsonl';

/** Findings that the settings allow, with the reason that every report repeats. What it names must all hold. */
export interface AllowEntry {
  /** Glob patterns of micromatch, relative to the repository's top; every path when empty. */
  readonly paths: readonly string[];
  /** Rules that are allowed there; every rule when empty. */
  readonly rules: readonly string[];
  /** RE2 patterns of which the secret matches one; every secret when empty. */
  readonly patterns: readonly string[];
  readonly fingerprints: readonly string[];
  readonly secretSha256: readonly string[];
  readonly reason: string;
  /** The last day on which it counts, as YYYY-MM-DD. */
  readonly expires?: string | undefined;
}

/** How far a scan looks into what hides in a content, and what that may cost for one content. */
export interface LayerSettings {
  /** Layers inside one another, such as base64 in gzip in tar; 0 looks at contents as they stand. */
  readonly maxDepth: number;
  /** Decoded bytes in all. */
  readonly maxTotalBytes: number;
  /** Decoded bytes for one compressed, from 64 MiB on. */
  readonly maxRatio: number;
  /** Members of archives in all. */
  readonly maxMembers: number;
}

export const DEFAULT_LAYERS: LayerSettings = Object.freeze({ maxDepth: 5, maxTotalBytes: 512 * 1024 ** 2, maxRatio: 250, maxMembers: 100_000 });

/** What a check of a push does when it finds something. */
export type PushPolicy = 'off' | 'warn' | 'block';

/** What is looked at when workflows are pushed. */
export interface PushSettings {
  /** A workflow needs a secret that GitHub does not have. */
  readonly missingSecret: PushPolicy;
  /** A workflow needs a secret that no run has proven, or that the last one rejected. */
  readonly unprovenSecret: PushPolicy;
  /** The token on this machine is rejected, or ends within days. */
  readonly localToken: PushPolicy;
  /** For all of it; what is not known by then is not waited for. */
  readonly budgetMs: number;
}

export const DEFAULT_PUSH: PushSettings = Object.freeze({ missingSecret: 'block', unprovenSecret: 'warn', localToken: 'warn', budgetMs: 2_000 });

/** Settings as the rest of the program sees them: complete and frozen. */
export interface Config {
  /** Files and blobs above this many bytes are skipped, and said to be; `undefined` reads everything. */
  readonly maxSizeBytes: number | undefined;
  readonly layers: LayerSettings;
  readonly push: PushSettings;
  /** Where the auth log is written, from the repository's top; `undefined` for none. */
  readonly log: string | undefined;
  readonly allow: readonly AllowEntry[];
  readonly ownRules: readonly OwnRule[];
  /** Rules and habits that are off, each with the reason. */
  readonly off: Readonly<Record<string, string>>;
  readonly severity: Readonly<Record<string, Severity>>;
  readonly honour: readonly ForeignTool[];
  /** Whether `auth-guard:allow` marks count. */
  readonly marks: boolean;
  /** The least confidence at which a finding stops a commit or push; what is below is a note. */
  readonly blockOn: Confidence;
  readonly habits: { readonly preCommit: boolean; readonly strict: boolean };
  /** On a server: whether the settings that the repository itself holds count too. */
  readonly trustRepository: boolean;
  /** What the settings were read from; another thread reads it again. */
  readonly text: string | undefined;
  /** Whether a path matches one of some globs. */
  readonly pathMatches: (path: string, globs: readonly string[]) => boolean;
  /** Whether a secret matches a pattern of an `allow` entry. */
  readonly secretMatches: (value: string, pattern: string) => boolean;
}

const DEFAULTS: Config = Object.freeze({
  maxSizeBytes: undefined,
  layers: DEFAULT_LAYERS,
  push: DEFAULT_PUSH,
  log: undefined,
  allow: [],
  ownRules: [],
  off: {},
  severity: {},
  honour: [],
  marks: true,
  blockOn: 'high',
  habits: { preCommit: false, strict: false },
  trustRepository: false,
  text: undefined,
  pathMatches: () => false,
  secretMatches: () => false,
});

/** Completes settings with their defaults: the only place that has any. */
export function createConfig(settings: Partial<Config> = {}): Config {
  return Object.freeze({ ...DEFAULTS, ...settings });
}

/** Two sets of settings that both count; where they contradict one another, the first. */
export function mergeConfigs(first: Config, second: Config): Config {
  const own = new Set(first.ownRules.map((rule) => rule.id));
  return createConfig({
    ...second,
    ...first,
    maxSizeBytes: first.maxSizeBytes ?? second.maxSizeBytes,
    layers: first.layers === DEFAULT_LAYERS ? second.layers : first.layers,
    allow: [...first.allow, ...second.allow],
    ownRules: [...first.ownRules, ...second.ownRules.filter((rule) => !own.has(rule.id))],
    off: { ...second.off, ...first.off },
    severity: { ...second.severity, ...first.severity },
    honour: [...new Set([...first.honour, ...second.honour])],
    marks: first.marks && second.marks,
    pathMatches: (path, globs) => first.pathMatches(path, globs) || second.pathMatches(path, globs),
    secretMatches: (value, pattern) => first.secretMatches(value, pattern) || second.secretMatches(value, pattern),
  });
}
