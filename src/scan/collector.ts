import type { Config } from '#config/config.ts';
import type { Match } from '#detect/match.ts';
import { findingOf, type Origin } from '#scan/finding.ts';
import { pairUp, relatedOf } from '#scan/pairs.ts';
import type { Allowed, Finding, ScanReport, Skipped, SkipReason, Verdict } from '#scan/report.ts';
import { VERSION } from '#version.ts';

function byPlace(a: Finding, b: Finding): number {
  if (a.location.path !== b.location.path) return a.location.path < b.location.path ? -1 : 1;
  return a.location.line - b.location.line || a.location.column - b.location.column;
}

/** What a collector needs to know of the world. */
export interface CollectorOptions {
  readonly config: Config;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
}

/** Gathers what a scan sees into one report: matches become findings, or are allowed aloud. */
export class Collector {
  readonly #config: Config;
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #findings: Finding[] = [];
  readonly #alreadyCommitted: Finding[] = [];
  readonly #allowed: Allowed[] = [];
  readonly #skipped: Skipped[] = [];
  #objects = 0;
  #bytes = 0;
  #submodules = 0;

  constructor({ config, now }: CollectorOptions) {
    this.#config = config;
    this.#now = now;
    this.#startedAt = now();
  }

  get objects(): number {
    return this.#objects;
  }

  get bytes(): number {
    return this.#bytes;
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
      const finding = findingOf(match, origin, relatedOf(partners, origin));
      const allowed = this.#allowance(finding);
      if (match.allow !== undefined) this.#allowed.push({ finding, by: 'inline', reason: match.allow.reason });
      else if (allowed !== undefined) this.#allowed.push(allowed);
      else if ([match, ...partners].every(isKnown)) this.#alreadyCommitted.push(finding);
      else this.#findings.push(finding);
    }
  }

  /** Takes what another thread has seen, whose collector knew no settings. */
  absorb(report: ScanReport): void {
    this.#objects += report.summary.objects;
    this.#bytes += report.summary.bytes;
    this.#submodules += report.summary.submodules;
    this.#skipped.push(...report.skipped);
    this.#allowed.push(...report.allowed);
    for (const finding of report.findings) {
      const allowed = this.#allowance(finding);
      if (allowed === undefined) this.#findings.push(finding);
      else this.#allowed.push(allowed);
    }
  }

  #allowance(finding: Finding): Allowed | undefined {
    const entry = this.#config.allowance(finding.ruleId, finding.location.path);
    return entry === undefined ? undefined : { finding, by: 'settings', reason: entry.reason };
  }

  finish(): ScanReport {
    const findings = this.#findings.sort(byPlace);
    const verdict: Verdict = findings.length > 0 ? 'findings' : this.#skipped.length > 0 ? 'incomplete' : 'clean';
    return {
      schemaVersion: 1,
      tool: { name: 'auth-guard', version: VERSION },
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
        durationMs: Math.round(this.#now() - this.#startedAt),
      },
    };
  }
}
