import { bytesText, createPaint, type Paint, plural, safe } from '#report/style.ts';
import type { Finding, Location, RelatedMatch, ScanReport } from '#scan/report.ts';

function placeText(location: Location): string {
  return `${safe(location.path)}:${location.line}:${location.column}`;
}

function relatedText(related: RelatedMatch): string {
  return `  with ${related.redacted} (${related.ruleId}) at ${placeText(related.location)}`;
}

function findingText(finding: Finding, paint: Paint): string {
  const layers = finding.location.layers.length > 0 ? paint('dim', ` in ${finding.location.layers.join(' > ')}`) : '';
  return [
    `${paint('bold', placeText(finding.location))}  ${paint('red', finding.ruleId)}  ${finding.redacted}${layers}`,
    `  ${paint('dim', '│')} ${finding.excerpt}`,
    ...finding.related.map(relatedText),
    `  ${finding.title}, severity ${finding.severity}, confidence ${finding.confidence}.`,
    `  ${paint('cyan', 'next:')} ${finding.help} ${finding.url}`,
    '',
  ].join('\n');
}

function verdictText(report: ScanReport, paint: Paint): string {
  switch (report.verdict) {
    case 'clean':
      return paint('green', 'No tokens found');
    case 'findings':
      return paint('red', `${plural(report.summary.findings, 'token')} found`);
    case 'incomplete':
      return paint('yellow', 'Not everything could be checked');
  }
}

/** One line: the verdict, what was looked at, what was skipped and what was suppressed. */
export function summaryText(report: ScanReport, paint: Paint): string {
  const { summary } = report;
  const parts = [`${plural(summary.objects, 'file')} (${bytesText(summary.bytes)}) checked in ${summary.durationMs} ms`, `${summary.skipped} skipped`];
  if (summary.allowed > 0) parts.push(`${summary.allowed} allowed by marks or settings`);
  if (summary.alreadyCommitted > 0) parts.push(`${summary.alreadyCommitted} already in HEAD`);
  if (summary.submodules > 0) parts.push(`${plural(summary.submodules, 'submodule')} not entered`);
  return `${verdictText(report, paint)}: ${parts.join(', ')}.`;
}

function notes(report: ScanReport, paint: Paint): readonly string[] {
  return [
    ...report.skipped.map((skip) => `${paint('yellow', 'not checked:')} ${safe(skip.path)}: ${skip.reason} (${safe(skip.detail)})`),
    ...report.alreadyCommitted.map(
      (known) =>
        `${paint('yellow', 'note:')} ${placeText(known.location)} ${known.ruleId} ${known.redacted} is already in HEAD; this commit does not add it. It still needs to be revoked.`,
    ),
    ...report.allowed.map(
      ({ finding, by, reason }) =>
        `${paint('dim', 'allowed:')} ${placeText(finding.location)} ${finding.ruleId} (${by === 'inline' ? 'mark on the line' : 'settings'}: ${safe(reason) || 'no reason given'})`,
    ),
  ];
}

/**
 * The report for people.
 *
 * @param options.quiet Leaves out everything but findings and what was not checked.
 */
export function renderText(report: ScanReport, options: { readonly colour: boolean; readonly quiet: boolean }): string {
  const paint = createPaint(options.colour);
  const lines = report.findings.map((finding) => findingText(finding, paint));
  const shown = options.quiet ? notes({ ...report, allowed: [], alreadyCommitted: [] }, paint) : [...notes(report, paint), summaryText(report, paint)];
  return [...lines, ...shown].map((line) => `${line}\n`).join('');
}
