import type { Config } from '#config/config.ts';
import type { InlineAllow, Match } from '#detect/match.ts';
import { findingOf, type Origin } from '#scan/finding.ts';
import { pairUp, relatedOf } from '#scan/pairs.ts';
import type { Allowed, Finding, ScanReport, ScanSource, Skipped, SkipReason, Verdict } from '#scan/report.ts';
import { VERSION } from '#version.ts';

function byPlace(a: Finding, b: Finding): number {
  if (a.location.path !== b.location.path) return a.location.path < b.location.path ? -1 : 1;
  return a.location.line - b.location.line || a.location.column - b.location.column;
}

/** What a collector needs to know of the world. */
export interface CollectorOptions {
  readonly config: Config;
  readonly source: ScanSource;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
}

/** What decides whether a finding counts. */
export interface Standing {
  /** The mark on its line. */
  readonly inline?: InlineAllow | undefined;
  /** It stood there before what is looked at. */
  readonly known?: boolean;
  /** Every path it stands under, all of which the settings must allow; the location's by default. */
  readonly paths?: readonly string[];
}

/** Gathers what a scan sees into one report: matches become findings, or are allowed aloud. */
export class Collector {
  readonly #config: Config;
  readonly #source: ScanSource;
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #findings: Finding[] = [];
  readonly #alreadyCommitted: Finding[] = [];
  readonly #allowed: Allowed[] = [];
  readonly #skipped: Skipped[] = [];
  #objects = 0;
  #bytes = 0;
  #submodules = 0;
  #cached = 0;
  #dangling: number | null = null;
  #expected: number | undefined;

  constructor({ config, source, now }: CollectorOptions) {
    this.#config = config;
    this.#source = source;
    this.#now = now;
    this.#startedAt = now();
  }

  get objects(): number {
    return this.#objects;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Objects there are to read in all, where that is known. */
  get expected(): number | undefined {
    return this.#expected;
  }

  expect(objectCount: number): void {
    this.#expected = (this.#expected ?? 0) + objectCount;
  }

  countCached(objectCount: number): void {
    this.#cached += objectCount;
  }

  countDangling(objectCount: number): void {
    this.#dangling = (this.#dangling ?? 0) + objectCount;
  }

  /** Counts a content that was looked at. */
  count(byteCount: number): void {
    this.#objects += 1;
    this.#bytes += byteCount;
  }

  countSubmodule(): void {
    this.#submodules += 1;
  }

  skip(path: string, reason: SkipReason, detail: string): void {
    this.#skipped.push({ path, reason, detail });
  }

  /** Takes the matches of one content. `isKnown` tells those that the commit does not add. */
  add(matches: readonly Match[], origin: Origin, isKnown: (match: Match) => boolean = () => false): void {
    for (const { match, partners } of pairUp(matches)) {
      this.addFinding(findingOf(match, origin, relatedOf(partners, origin)), { inline: match.allow, known: [match, ...partners].every(isKnown) });
    }
  }

  addFinding(finding: Finding, { inline, known = false, paths = [finding.location.path] }: Standing = {}): void {
    const entries = paths.map((path) => this.#config.allowance(finding.ruleId, path));
    if (inline !== undefined) this.#allowed.push({ finding, by: 'inline', reason: inline.reason });
    else if (entries[0] !== undefined && !entries.includes(undefined)) this.#allowed.push({ finding, by: 'settings', reason: entries[0].reason });
    else if (known) this.#alreadyCommitted.push(finding);
    else this.#findings.push(finding);
  }

  /** Takes what another thread has seen, whose collector knew no settings. */
  absorb(report: ScanReport): void {
    this.#objects += report.summary.objects;
    this.#bytes += report.summary.bytes;
    this.#submodules += report.summary.submodules;
    this.#skipped.push(...report.skipped);
    this.#allowed.push(...report.allowed);
    for (const finding of report.findings) this.addFinding(finding);
  }

  finish(): ScanReport {
    const findings = this.#findings.sort(byPlace);
    const verdict: Verdict = this.#skipped.length > 0 ? 'incomplete' : findings.length > 0 ? 'findings' : 'clean';
    return {
      schemaVersion: 1,
      tool: { name: 'auth-guard', version: VERSION },
      source: this.#source,
      verdict,
      findings,
      allowed: this.#allowed,
      alreadyCommitted: this.#alreadyCommitted.sort(byPlace),
      skipped: this.#skipped,
      summary: {
        findings: findings.length,
        skipped: this.#skipped.length,
        allowed: this.#allowed.length,
        baselined: 0,
        alreadyCommitted: this.#alreadyCommitted.length,
        submodules: this.#submodules,
        objects: this.#objects,
        bytes: this.#bytes,
        cached: this.#cached,
        dangling: this.#dangling,
        durationMs: Math.round(this.#now() - this.#startedAt),
      },
    };
  }
}
