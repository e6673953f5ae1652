import type { BaselineEntry } from '#config/baseline.ts';
import { fingerprintOf } from '#scan/finding.ts';
import type { Finding } from '#scan/report.ts';

/** Who accepts, when (YYYY-MM-DD), and why. */
export type Acceptance = Pick<BaselineEntry, 'by' | 'on' | 'reason'>;

/** The entries that accept some findings: one for each path a finding stands under, because another path is another finding. */
export function entriesFor(findings: readonly Finding[], acceptance: Acceptance): readonly BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  for (const { ruleId: rule, secretSha256, location, history } of findings) {
    for (const path of history?.paths ?? [location.path]) {
      const fingerprint = fingerprintOf(rule, path, secretSha256);
      entries.set(fingerprint, { fingerprint, rule, path, ...acceptance });
    }
  }
  return [...entries.values()];
}
