import type { LayerSettings } from '#config/config.ts';
import type { ForeignTool } from '#detect/foreign-tools.ts';
import type { Confidence, Severity } from '#detect/rule.ts';

export type Verdict = 'clean' | 'findings' | 'incomplete';
export type Validity = 'active' | 'inactive' | 'unknown';

/** Where a finding stands. Line and column count from 1. */
export interface Location {
  /** Relative to where the scan ran, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly columnUnit: 'utf16' | 'bytes';
  readonly commit: string | null;
  readonly blob: string | null;
  readonly ref: string | null;
  /** The decoding steps on the way in, outermost first. */
  readonly layers: readonly string[];
}

/** The other half of a pair, such as the id beside a secret. */
export interface RelatedMatch {
  readonly ruleId: string;
  readonly title: string;
  readonly redacted: string;
  readonly secretSha256: string;
  readonly location: Location;
}

/** What the history says of a finding. */
export interface HistoryFacts {
  /** The first commit that holds it; `null` when no commit does. */
  readonly introduced: { readonly commit: string; readonly author: string; readonly authoredAt: string } | null;
  /** Every path it was ever committed under, or is staged as without any commit. */
  readonly paths: readonly string[];
  /** Those of the paths that are staged and in no commit: the index keeps their objects. */
  readonly staged: readonly string[];
  /** Every ref from which a commit that brings it in can be reached. */
  readonly refs: readonly string[];
  readonly inHead: boolean;
  /** Distinct objects that hold it. */
  readonly objects: number;
  /** Commits that bring it in or come after one that does: those that a rewrite of the history would change. */
  readonly commits: number;
}

/** Where a person can see a finding. */
export interface Pages {
  /** The file's page, at the line. */
  readonly file: string;
  /** The page of the commit that brought it in, or last changed the file; `null` where that is not known. */
  readonly commit: string | null;
}

/** A match that survived, at one location. Holds nothing of the token but its public prefix. */
export interface Finding {
  readonly ruleId: string;
  readonly provider: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly location: Location;
  readonly redacted: string;
  /** Characters of the token, prefix included. */
  readonly length: number;
  /** `v1:` and a hash of rule, path and secret: no line and no commit, so that it survives edits. */
  readonly fingerprint: string;
  readonly secretSha256: string;
  readonly validity: Validity;
  readonly help: string;
  readonly url: string;
  /** The line with every token masked. */
  readonly excerpt: string;
  readonly related: readonly RelatedMatch[];
  /** Pages to look at it: only for what lies on a Hub. */
  readonly pages?: Pages;
  /** Only where git's history was scanned. */
  readonly history?: HistoryFacts;
}

export type SkipReason =
  | 'unreadable'
  | 'vanished'
  | 'not-a-file'
  | 'too-large'
  | 'missing-object'
  | 'damaged-object'
  | 'unmerged'
  | 'interrupted'
  | 'damaged-archive'
  | 'encrypted'
  | 'unsupported'
  | 'too-deep';

/** Something that was not checked. */
export interface Skipped {
  readonly path: string;
  readonly reason: SkipReason;
  readonly detail: string;
}

/** A finding that was allowed by a mark on its line, by the settings, or by another tool's mark or ignore file. */
export interface Allowed {
  readonly finding: Finding;
  readonly by: 'inline' | 'settings' | ForeignTool;
  readonly reason: string;
}

/** An entry of `allow` in the settings. */
export interface StatedAllowance {
  /** Its place in the list, from 0. */
  readonly index: number;
  readonly reason: string;
  readonly expires: string | null;
}

/** A habit: code that handles tokens badly, or a file that others can read. */
export interface HabitFinding {
  readonly habitId: string;
  readonly severity: 'warning';
  readonly title: string;
  readonly location: Pick<Location, 'path' | 'line' | 'column'>;
  /** The line with every token masked; empty where the file itself is meant. */
  readonly excerpt: string;
  /** `v1:` and a hash of habit, path and statement: no line. */
  readonly fingerprint: string;
  readonly explanation: string;
  readonly better: string;
}

/** A habit that was allowed by a mark, the settings or the baseline. */
export interface AllowedHabit {
  readonly habit: HabitFinding;
  readonly by: Allowed['by'] | 'baseline';
  readonly reason: string;
}

/** What the settings change about what is found: said in every report. */
export interface SettingsFacts {
  /** Rules and habits that are off, and why. */
  readonly off: readonly { readonly ruleId: string; readonly reason: string }[];
  /** Rules with another severity than their own. */
  readonly severity: readonly { readonly ruleId: string; readonly severity: Severity }[];
  /** Limits of layers below the usual ones, by their names in the settings: less of what hides in a content is looked into. */
  readonly layers: readonly { readonly limit: keyof LayerSettings; readonly value: number; readonly usual: number }[];
  /** Entries of `allow` that count no longer. */
  readonly expired: readonly StatedAllowance[];
  /** Entries of `allow` that allowed nothing here. */
  readonly unused: readonly StatedAllowance[];
  /** Fingerprints in the baseline that were not met here. */
  readonly unusedBaseline: readonly string[];
}

export interface Summary {
  readonly findings: number;
  readonly skipped: number;
  readonly allowed: number;
  readonly baselined: number;
  readonly habits: number;
  readonly allowedHabits: number;
  /** Findings that the commit does not add: HEAD holds them already. */
  readonly alreadyCommitted: number;
  readonly noted: number;
  readonly submodules: number;
  /** Files, blobs, commits … that were read. */
  readonly objects: number;
  readonly bytes: number;
  /** Objects of the history that an earlier run found clean. */
  readonly cached: number;
  /** Large weights of which the header alone was read. */
  readonly headers: number;
  /** Objects that nothing in the repository refers to; `null` where that was not looked at. */
  readonly dangling: number | null;
  readonly durationMs: number;
}

/** What was looked at. */
export type ScanSource = 'files' | 'staged' | 'stdin' | 'message' | 'history' | 'push' | 'hub';

/** What a scan has seen; every reporter takes this and nothing else. */
export interface ScanReport {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'auth-guard'; readonly version: string };
  readonly source: ScanSource;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly allowed: readonly Allowed[];
  /** Accepted in the baseline. */
  readonly baselined: readonly Finding[];
  readonly alreadyCommitted: readonly Finding[];
  /** Findings that are too unsure to count: they stop no hook, and make no exit code. */
  readonly noted: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Warnings: they change no verdict unless that was asked for. Empty where none were looked for. */
  readonly habits: readonly HabitFinding[];
  readonly allowedHabits: readonly AllowedHabit[];
  readonly settings: SettingsFacts;
  readonly summary: Summary;
}
