import { createHash } from '#crypto.ts';
import type { HabitMatch } from '#detect/habits/find-habits.ts';
import type { Habit } from '#detect/habits/habit.ts';
import type { Unread } from '#detect/layers/container.ts';
import type { Match } from '#detect/match.ts';
import { CONFIDENCES, type Confidence, reaches } from '#detect/rule.ts';
import { type Acceptances, Allowances, type Standing } from '#scan/allow.ts';
import { findingOf, type Origin, placeWithin } from '#scan/finding.ts';
import { habitFindingOf } from '#scan/habit-finding.ts';
import { pairUp, relatedOf } from '#scan/pairs.ts';
import type { Allowed, AllowedHabit, Finding, HabitFinding, ScanReport, ScanSource, Skipped, SkipReason, Verdict } from '#scan/report.ts';
import { ScanCounts } from '#scan/scan-counts.ts';
import { VERSION } from '#version.ts';

type Placed = Pick<HabitFinding, 'location'>;

function byPlace(a: Placed, b: Placed): number {
  if (a.location.path !== b.location.path) return a.location.path < b.location.path ? -1 : 1;
  return a.location.line - b.location.line || a.location.column - b.location.column;
}

/** What a collector needs to know of the world. */
export interface CollectorOptions {
  readonly accept: Acceptances;
  /** From paths as the scan names them to paths from the repository's top, which settings and fingerprints go by; as they are by default. */
  readonly fromTop?: (path: string) => string;
  /** Everything is looked at, so that what nothing was accepted by is of no use. Default true. */
  readonly whole?: boolean;
  /** Habits make the verdict `findings`. Default false. */
  readonly strict?: boolean;
  /** Below this confidence a finding is a note; default `low`: none is. */
  readonly blockOn?: Confidence;
  readonly source: ScanSource;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
}

/** Gathers what a scan sees into one report: matches become findings, or are allowed aloud. */
export class Collector extends ScanCounts {
  readonly #allowances: Allowances;
  readonly #blockOn: Confidence;
  readonly #noted: Finding[] = [];
  readonly #fromTop: (path: string) => string;
  readonly #whole: boolean;
  readonly #strict: boolean;
  readonly #source: ScanSource;
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #findings: Finding[] = [];
  readonly #alreadyCommitted: Finding[] = [];
  readonly #allowed: Allowed[] = [];
  readonly #habits: HabitFinding[] = [];
  readonly #allowedHabits: AllowedHabit[] = [];
  readonly #baselined: Finding[] = [];
  readonly #skipped: Skipped[] = [];

  constructor({ accept, fromTop = (path) => path, whole = true, strict = false, blockOn = 'low', source, now }: CollectorOptions) {
    super();
    this.#allowances = new Allowances(accept);
    this.#fromTop = fromTop;
    this.#whole = whole;
    this.#strict = strict;
    this.#blockOn = blockOn;
    this.#source = source;
    this.#now = now;
    this.#startedAt = now();
  }

  get source(): ScanSource {
    return this.#source;
  }

  /** How much there is to tell so far, allowed or not: what adds nothing is clean. */
  get told(): number {
    const told = [this.#findings, this.#noted, this.#allowed, this.#baselined, this.#alreadyCommitted, this.#skipped, this.#habits, this.#allowedHabits];
    return told.reduce((sum, one) => sum + one.length, 0);
  }

  skip(path: string, reason: SkipReason, detail: string): void {
    this.#skipped.push({ path, reason, detail });
  }

  /** Takes what a detector could not look into: an archive in a content, or a part of one. */
  skipParts(path: string, parts: readonly Unread[]): void {
    for (const { layers, reason, detail } of parts) this.skip(placeWithin(path, layers), reason, detail);
  }

  /** Takes the matches of one content. `isKnown` tells those that the commit does not add. */
  add(matches: readonly Match[], origin: Origin, isKnown: (match: Match) => boolean = () => false): void {
    const path = this.#fromTop(origin.path);
    for (const { match, partners } of pairUp(matches)) {
      const finding = findingOf(match, origin, { related: relatedOf(partners, origin), path });
      this.addFinding(finding, { inline: match.allow, known: [match, ...partners].every(isKnown), paths: [path], secret: match.secret });
    }
  }

  addFinding(finding: Finding, standing: Standing = {}): void {
    const decision = this.#allowances.decide(finding, standing);
    if (decision === 'baselined') this.#baselined.push(finding);
    else if (decision !== undefined) this.#allowed.push({ finding, ...decision });
    else if (standing.known === true) this.#alreadyCommitted.push(finding);
    else this.#count(finding);
  }

  /** A finding that nothing speaks for but its looks is noted, or counts. */
  #count(finding: Finding): void {
    (reaches(CONFIDENCES, finding.confidence, this.#blockOn) ? this.#findings : this.#noted).push(finding);
  }

  /** Takes the habits of one file. */
  addHabits(matches: readonly HabitMatch[], { path, mask }: { readonly path: string; readonly mask: (text: string) => string }): void {
    for (const match of matches) this.#addHabit({ ...match, path, excerpt: mask(match.excerpt) });
  }

  /** Takes a file that shows a habit by where it stands or who may read it. */
  addFileHabit(habit: Habit, path: string): void {
    this.#addHabit({ habit, path, line: 1, column: 1, excerpt: '', sha256: createHash('sha256').update(path).digest('hex'), allow: undefined });
  }

  #addHabit(match: HabitMatch & { readonly path: string }): void {
    const fromTop = this.#fromTop(match.path);
    const habit = habitFindingOf(match, fromTop);
    const looks = { ruleId: habit.habitId, provider: 'habit', secretSha256: match.sha256, location: habit.location };
    const decision = this.#allowances.decide(looks, { inline: match.allow, paths: [fromTop] });
    if (decision === undefined) this.#habits.push(habit);
    else this.#allowedHabits.push({ habit, ...(decision === 'baselined' ? { by: 'baseline', reason: '' } : decision) });
  }

  /** Takes what another thread has seen, whose collector had the same settings. */
  absorb(report: ScanReport): void {
    this.count(report.summary.bytes, report.summary.objects);
    this.countSubmodule(report.summary.submodules);
    this.#skipped.push(...report.skipped);
    this.#allowed.push(...report.allowed);
    this.#baselined.push(...report.baselined);
    for (const finding of report.findings) this.#count(finding);
    this.#allowances.absorb(report.settings);
  }

  finish(): ScanReport {
    const findings = this.#findings.sort(byPlace);
    const verdict: Verdict = this.#skipped.length > 0 ? 'incomplete' : findings.length > 0 || (this.#strict && this.#habits.length > 0) ? 'findings' : 'clean';
    return {
      schemaVersion: 1,
      tool: { name: 'auth-guard', version: VERSION },
      source: this.#source,
      verdict,
      findings,
      allowed: this.#allowed,
      baselined: this.#baselined.sort(byPlace),
      alreadyCommitted: this.#alreadyCommitted.sort(byPlace),
      noted: this.#noted.sort(byPlace),
      skipped: this.#skipped,
      habits: this.#habits.sort(byPlace),
      allowedHabits: this.#allowedHabits,
      settings: this.#allowances.facts(this.#whole),
      summary: {
        findings: findings.length,
        skipped: this.#skipped.length,
        allowed: this.#allowed.length,
        baselined: this.#baselined.length,
        habits: this.#habits.length,
        allowedHabits: this.#allowedHabits.length,
        alreadyCommitted: this.#alreadyCommitted.length,
        noted: this.#noted.length,
        ...this.counted,
        durationMs: Math.round(this.#now() - this.#startedAt),
      },
    };
  }
}
