import { bytesText, createPaint, type Paint, plural, safe } from '#report/style.ts';
import type { Finding, HistoryFacts, Location, RelatedMatch, ScanReport, ScanSource } from '#scan/report.ts';

function placeText(location: Location): string {
  return `${safe(location.path)}:${location.line}:${location.column}`;
}

function relatedText(related: RelatedMatch): string {
  return `  with ${related.redacted} (${related.ruleId}) at ${placeText(related.location)}`;
}

function listText(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(safe).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** Who brought it in, where it stands, what still reaches it. */
function historyText({ introduced, paths, refs, inHead, objects }: HistoryFacts): readonly string[] {
  const by = introduced === null ? 'in no commit' : `brought in by ${introduced.commit.slice(0, 12)}, ${safe(introduced.author)}, ${introduced.authoredAt}`;
  const reach = refs.length === 0 ? 'no ref reaches it' : `reached from ${listText(refs)}`;
  return [`  ${by}; ${inHead ? 'still in HEAD' : 'not in HEAD'}`, `  in ${plural(objects, 'object')}: ${listText(paths)}; ${reach}`];
}

function findingText(finding: Finding, paint: Paint): string {
  const layers = finding.location.layers.length > 0 ? paint('dim', ` in ${finding.location.layers.join(' > ')}`) : '';
  return [
    `${paint('bold', placeText(finding.location))}  ${paint('red', finding.ruleId)}  ${finding.redacted}${layers}`,
    `  ${paint('dim', '│')} ${finding.excerpt}`,
    ...finding.related.map(relatedText),
    ...(finding.history === undefined ? [] : historyText(finding.history)),
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
    case 'incomplete': {
      const found = report.summary.findings === 0 ? '' : `${paint('red', `${plural(report.summary.findings, 'token')} found`)}, and `;
      return `${found}${paint('yellow', `${found === '' ? 'N' : 'n'}ot everything could be checked`)}`;
    }
  }
}

const NOUNS: Readonly<Record<ScanSource, string>> = { files: 'file', staged: 'file', stdin: 'stream', message: 'message', history: 'object', push: 'object' };

/** One line: the verdict, what was looked at, what was skipped and what was suppressed. */
export function summaryText(report: ScanReport, paint: Paint): string {
  const { summary } = report;
  const parts = [
    `${plural(summary.objects, NOUNS[report.source])} (${bytesText(summary.bytes)}) checked in ${summary.durationMs} ms`,
    `${summary.skipped} skipped`,
  ];
  if (summary.cached > 0) parts.push(`${summary.cached.toLocaleString('en-US')} found clean before`);
  if (summary.dangling !== null) parts.push(`${summary.dangling.toLocaleString('en-US')} dangling`);
  if (summary.allowed > 0) parts.push(`${summary.allowed} allowed by marks or settings`);
  if (summary.alreadyCommitted > 0) parts.push(`${summary.alreadyCommitted} there before`);
  if (summary.submodules > 0) parts.push(`${plural(summary.submodules, 'submodule')} not entered`);
  return `${verdictText(report, paint)}: ${parts.join(', ')}.`;
}

/** What was not checked is listed up to so many entries. */
const MAX_NOTES = 50;

function notes(report: ScanReport, paint: Paint): readonly string[] {
  return [
    ...report.skipped.slice(0, MAX_NOTES).map((skip) => `${paint('yellow', 'not checked:')} ${safe(skip.path)}: ${skip.reason} (${safe(skip.detail)})`),
    ...(report.skipped.length > MAX_NOTES
      ? [`${paint('yellow', 'not checked:')} ${report.skipped.length - MAX_NOTES} more; --format json lists them all`]
      : []),
    ...report.alreadyCommitted.map(
      (known) =>
        `${paint('yellow', 'note:')} ${placeText(known.location)} ${known.ruleId} ${known.redacted} ${report.source === 'push' ? 'stood there before these commits' : 'is already in HEAD; this commit does not add it'}. It still needs to be revoked.`,
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
