import { commitPage, filePage, type HubRepository, type RepositoryType } from '#hub/repository.ts';
import type { Finding, ScanReport } from '#scan/report.ts';

/** A path as scans of the Hub name it: `hf://datasets/acme/d/a/b.csv`. */
const HUB_PATH = /^hf:\/\/(?:(?<kind>dataset|space)s\/)?(?<name>[^/]+\/[^/]+)\/(?<path>.*)$/;

function withPages(finding: Finding, endpoint: string): Finding {
  const commit = finding.history?.introduced?.commit;
  const found = HUB_PATH.exec(finding.location.path)?.groups;
  if (finding.pages !== undefined || commit === undefined || found === undefined) return finding;
  const repository: HubRepository = { endpoint, type: (found['kind'] ?? 'model') as RepositoryType, name: found['name'] ?? '' };
  const file = filePage(repository, { revision: commit, path: found['path'] ?? '', line: finding.location.line });
  return { ...finding, pages: { file, commit: commitPage(repository, commit) } };
}

/** Names the pages of what was found in a clone: the file as the commit that brought it in has it, and that commit. */
export function withHistoryPages(report: ScanReport, endpoint: string): ScanReport {
  return { ...report, findings: report.findings.map((finding) => withPages(finding, endpoint)) };
}
