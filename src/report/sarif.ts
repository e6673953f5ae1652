import type { Finding, HabitFinding, Location, RelatedMatch, ScanReport, Skipped } from '#scan/report.ts';

/** What a code-scanning service sorts by. @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const LEVELS = { low: 'note', medium: 'warning', high: 'error', critical: 'error' } as const;
const SECURITY_SEVERITY = { low: '3.0', medium: '5.0', high: '8.0', critical: '9.5' } as const;
const PRECISION = { low: 'low', medium: 'medium', high: 'very-high' } as const;

/** A path as a relative reference: no character of a name may read as a scheme, a query or a fragment. */
function uriOf(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}

function physical({ path, line, column, columnUnit = 'utf16' }: HabitFinding['location'] & Partial<Location>): object {
  return {
    artifactLocation: { uri: uriOf(path), uriBaseId: 'ROOT' },
    region: columnUnit === 'utf16' ? { startLine: line, startColumn: column } : { startLine: line },
  };
}

function relatedLocation(related: RelatedMatch, index: number): object {
  return { id: index + 1, physicalLocation: physical(related.location), message: { text: `${related.redacted} (${related.ruleId})` } };
}

function messageOf({ title, redacted, history, help, url }: Finding): string {
  const since = history?.introduced == null ? '' : ` Brought in by commit ${history.introduced.commit}${history.inHead ? '' : ', and not in HEAD any more'}.`;
  return `${title} ${redacted}.${since} ${help} ${url}`.trimEnd();
}

/** One line of the report, and the rule that it comes from. */
interface Listed {
  readonly ruleId: string;
  readonly rule: object;
  readonly result: object;
}

type Suppressions = readonly { readonly kind: 'inSource' | 'external'; readonly justification: string }[];

function suppressionsOf(suppressions: Suppressions): object {
  return suppressions.length === 0 ? {} : { suppressions };
}

function listed(finding: Finding, suppressions: Suppressions = []): Listed {
  const { ruleId, location, related } = finding;
  const result = {
    ruleId,
    level: LEVELS[finding.severity],
    message: { text: messageOf(finding) },
    locations: [{ physicalLocation: physical(location) }],
    ...(related.length === 0 ? {} : { relatedLocations: related.map(relatedLocation) }),
    partialFingerprints: { 'authGuard/v1': finding.fingerprint },
    properties: { confidence: finding.confidence, commit: location.commit, blob: location.blob },
    ...suppressionsOf(suppressions),
  };
  return { ruleId, rule: ruleOf(finding), result };
}

/** Habits are warnings about code: they carry no severity of a leak. */
function listedHabit({ habitId, title, location, fingerprint, explanation, better }: HabitFinding, suppressions: Suppressions = []): Listed {
  const rule = {
    id: habitId,
    shortDescription: { text: title },
    fullDescription: { text: explanation },
    help: { text: better },
    defaultConfiguration: { level: 'warning' },
    properties: { precision: 'medium', tags: ['security', 'habit'] },
  };
  const result = {
    ruleId: habitId,
    level: 'warning',
    message: { text: `${title}. ${explanation} Better: ${better}` },
    locations: [{ physicalLocation: physical(location) }],
    partialFingerprints: { 'authGuard/v1': fingerprint },
    ...suppressionsOf(suppressions),
  };
  return { ruleId: habitId, rule, result };
}

function ruleOf({ ruleId, title, help, url, severity, confidence }: Finding): object {
  return {
    id: ruleId,
    shortDescription: { text: title },
    help: { text: `${help} ${url}`.trimEnd() },
    ...(url === '' ? {} : { helpUri: url }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { 'security-severity': SECURITY_SEVERITY[severity], precision: PRECISION[confidence], tags: ['security', 'secret'] },
  };
}

function notificationOf({ path, reason, detail }: Skipped): object {
  return { level: 'error', message: { text: `Not checked: ${path}: ${reason} (${detail})` } };
}

function suppressionBy(by: string, reason: string): Suppressions {
  if (by === 'baseline') return [{ kind: 'external', justification: 'Accepted in the baseline.' }];
  return [{ kind: by === 'inline' ? 'inSource' : 'external', justification: reason }];
}

/** What does not count, as results that say why. */
function suppressed({ allowed, baselined, allowedHabits }: ScanReport): readonly Listed[] {
  return [
    ...allowed.map(({ finding, by, reason }) => listed(finding, suppressionBy(by, reason))),
    ...baselined.map((finding) => listed(finding, suppressionBy('baseline', ''))),
    ...allowedHabits.map(({ habit, by, reason }) => listedHabit(habit, suppressionBy(by, reason))),
  ];
}

/**
 * The report as SARIF 2.1.0, for code scanning: what was allowed is there as suppressed, what was not checked as notifications of a run that failed.
 *
 * Columns are left out where they count bytes, because SARIF has one unit for a whole run.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif(report: ScanReport): string {
  const all = [...report.findings.map((finding) => listed(finding)), ...report.habits.map((habit) => listedHabit(habit)), ...suppressed(report)];
  const rules = new Map(all.map(({ ruleId, rule }) => [ruleId, rule]));
  const ids = [...rules.keys()].sort();
  const run = {
    tool: { driver: { name: report.tool.name, semanticVersion: report.tool.version, rules: ids.map((id) => rules.get(id)) } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { ROOT: { description: { text: 'Where the scan ran.' } } },
    invocations: [{ executionSuccessful: report.skipped.length === 0, toolExecutionNotifications: report.skipped.map(notificationOf) }],
    results: all.map(({ ruleId, result }) => ({ ...result, ruleIndex: ids.indexOf(ruleId) })),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}
