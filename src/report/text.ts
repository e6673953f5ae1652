import { bytesText, createPaint, type Paint, PROGRAM, plural, revocation, safe } from '#report/style.ts';
import { placeWithin } from '#scan/finding.ts';
import type { Finding, HabitFinding, HistoryFacts, Location, Pages, RelatedMatch, ScanReport, ScanSource, SettingsFacts } from '#scan/report.ts';

function placeText(location: Location): string {
  return `${safe(placeWithin(location.path, location.layers))}:${location.line}:${location.column}`;
}

function relatedText(related: RelatedMatch): string {
  return `  with ${related.redacted} (${related.ruleId}) at ${placeText(related.location)}`;
}

function listText(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(safe).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** What keeps an object that no ref leads to, and how it goes. */
function unreachedText({ introduced, staged, inHead }: HistoryFacts): string {
  if (introduced !== null) return inHead ? 'no ref reaches it' : 'no ref reaches it, only a reflog or a detached HEAD';
  if (staged.length > 0) return 'staged, the index alone holds it: git restore --staged takes it out of there, then git gc --prune=now removes it';
  return 'no ref or reflog reaches it: git gc --prune=now removes it';
}

/** Who brought it in, where it stands, what still reaches it. */
function historyText(facts: HistoryFacts): readonly string[] {
  const { introduced, paths, refs, inHead, objects } = facts;
  const by = introduced === null ? 'in no commit' : `brought in by ${introduced.commit.slice(0, 12)}, ${safe(introduced.author)}, ${introduced.authoredAt}`;
  const reach = refs.length === 0 ? unreachedText(facts) : `reached from ${listText(refs)}`;
  return [`  ${by}; ${inHead ? 'still in HEAD' : 'not in HEAD'}`, `  in ${plural(objects, 'object')}: ${listText(paths)}; ${reach}`];
}

function pagesText({ file, commit }: Pages): readonly string[] {
  return [`  page ${file}`, ...(commit === null ? [] : [`  commit ${commit}`])];
}

function findingText(finding: Finding, paint: Paint, program: string): string {
  const layers = finding.location.layers.length > 0 ? paint('dim', ` in ${finding.location.layers.join(' > ')}`) : '';
  return [
    `${paint('bold', placeText(finding.location))}  ${paint('red', finding.ruleId)}  ${finding.redacted}${layers}`,
    `  ${paint('dim', '│')} ${finding.excerpt}`,
    ...finding.related.map(relatedText),
    ...(finding.history === undefined ? [] : historyText(finding.history)),
    ...(finding.pages === undefined ? [] : pagesText(finding.pages)),
    `  ${finding.title}, severity ${finding.severity}, confidence ${finding.confidence}.`,
    `  ${paint('cyan', 'next:')} ${`${finding.help} ${revocation(finding, program)}`.trimEnd()}`,
    '',
  ].join('\n');
}

function habitText({ habitId, title, location, excerpt, explanation, better }: HabitFinding, paint: Paint): string {
  const place = `${safe(location.path)}:${location.line}:${location.column}`;
  return [
    `${paint('bold', place)}  ${paint('yellow', 'warning')}  ${habitId}`,
    ...(excerpt === '' ? [] : [`  ${paint('dim', '│')} ${safe(excerpt).slice(0, 160)}`]),
    `  ${title}. ${explanation}`,
    `  ${paint('cyan', 'better:')} ${better}`,
    '',
  ].join('\n');
}

function verdictText(report: ScanReport, paint: Paint): string {
  switch (report.verdict) {
    case 'clean':
      return paint('green', 'No tokens found');
    case 'findings':
      return paint('red', report.summary.findings === 0 ? 'No tokens found, but habits to change' : `${plural(report.summary.findings, 'token')} found`);
    case 'incomplete': {
      const found = report.summary.findings === 0 ? '' : `${paint('red', `${plural(report.summary.findings, 'token')} found`)}, and `;
      return `${found}${paint('yellow', `${found === '' ? 'N' : 'n'}ot everything could be checked`)}`;
    }
  }
}

const NOUNS: Readonly<Record<ScanSource, string>> = {
  files: 'file',
  staged: 'file',
  stdin: 'stream',
  message: 'message',
  history: 'object',
  push: 'object',
  hub: 'file',
};

const ALLOWED_BY: Readonly<Record<string, string>> = { inline: 'by marks', settings: 'by settings' };

function layerText({ limit, value, usual }: SettingsFacts['layers'][number]): string {
  return limit === 'maxDepth' && value === 0 ? 'layers off' : `layers.${limit} ${value} instead of ${usual}`;
}

/** What was found and does not count, by kind, and what was not looked for. */
function suppressedParts({ allowed, summary, settings }: ScanReport): readonly string[] {
  const kinds = [...new Set(allowed.map(({ by }) => by))];
  const byKind = kinds.map((kind) => `${allowed.filter(({ by }) => by === kind).length} ${ALLOWED_BY[kind] ?? `as ${kind} does`}`);
  return [
    ...(summary.allowed > 0 ? [`${summary.allowed} allowed (${byKind.join(', ')})`] : []),
    ...(summary.allowedHabits > 0 ? [`${plural(summary.allowedHabits, 'warning')} allowed`] : []),
    ...(summary.baselined > 0 ? [`${summary.baselined} in the baseline`] : []),
    ...(settings.off.length > 0 ? [`${plural(settings.off.length, 'rule')} off`] : []),
    ...(settings.severity.length > 0 ? [`${settings.severity.length} of another severity`] : []),
    ...settings.layers.map(layerText),
    ...(settings.expired.length > 0 ? [`${settings.expired.length} expired`] : []),
  ];
}

/** One line: the verdict, what was looked at, what was skipped and what was suppressed. */
export function summaryText(report: ScanReport, paint: Paint): string {
  const { summary } = report;
  const parts = [
    `${plural(summary.objects, NOUNS[report.source])} (${bytesText(summary.bytes)}) checked in ${summary.durationMs} ms`,
    `${summary.skipped} skipped`,
  ];
  if (summary.headers > 0) parts.push(`of ${plural(summary.headers, 'large weight file')} the header alone`);
  if (summary.habits > 0) parts.push(plural(summary.habits, 'warning'));
  if (summary.cached > 0) parts.push(`${summary.cached.toLocaleString('en-US')} found clean before`);
  if (summary.dangling !== null) parts.push(`${summary.dangling.toLocaleString('en-US')} dangling`);
  parts.push(...suppressedParts(report));
  if (summary.noted > 0) parts.push(`${summary.noted} noted`);
  if (summary.alreadyCommitted > 0) parts.push(`${summary.alreadyCommitted} there before`);
  if (summary.submodules > 0) parts.push(`${plural(summary.submodules, 'submodule')} not entered`);
  return `${verdictText(report, paint)}: ${parts.join(', ')}.`;
}

/** Rules that are off, allowances that have ended, and, where everything was looked at, those that are of no use. */
function settingsNotes({ settings }: ScanReport, paint: Paint, program: string): readonly string[] {
  return [
    ...settings.off.map(({ ruleId, reason }) => `${paint('yellow', 'off:')} ${ruleId} (settings: ${safe(reason)})`),
    ...settings.severity.map(({ ruleId, severity }) => `${paint('yellow', 'severity:')} ${ruleId} is ${severity} by the settings`),
    ...settings.layers.map(
      (one) => `${paint('yellow', 'layers:')} ${layerText(one)} by the settings; less of what hides in archives and encodings is looked into`,
    ),
    ...settings.expired.map(
      ({ index, reason, expires }) => `${paint('yellow', 'expired:')} allow[${index}] ended on ${expires ?? ''} and allows nothing any more (${safe(reason)})`,
    ),
    ...settings.unused.map(({ index, reason }) => `${paint('dim', 'unused:')} allow[${index}] allowed nothing here (${safe(reason)})`),
    ...(settings.unusedBaseline.length > 0
      ? [
          `${paint('dim', 'unused:')} ${settings.unusedBaseline.length} of the baseline ${settings.unusedBaseline.length === 1 ? 'was' : 'were'} not met here; ${program} baseline prune takes out what is gone`,
        ]
      : []),
  ];
}

const BY: Readonly<Record<string, string>> = { inline: 'mark on the line', settings: 'settings' };

/** What was not checked is listed up to so many entries. */
const MAX_NOTES = 50;

/** What an unsure finding means for what is under way. */
function unsureText({ source }: ScanReport): string {
  return source === 'staged' || source === 'message' || source === 'push' ? 'too unsure to stop this' : 'too unsure to count; --confidence low counts it';
}

function notes(report: ScanReport, paint: Paint, program: string): readonly string[] {
  return [
    ...report.skipped.slice(0, MAX_NOTES).map((skip) => `${paint('yellow', 'not checked:')} ${safe(skip.path)}: ${skip.reason} (${safe(skip.detail)})`),
    ...(report.skipped.length > MAX_NOTES
      ? [`${paint('yellow', 'not checked:')} ${report.skipped.length - MAX_NOTES} more; --format json lists them all`]
      : []),
    ...report.noted
      .slice(0, MAX_NOTES)
      .map(
        (noted) =>
          `${paint('yellow', 'note:')} ${placeText(noted.location)} ${noted.ruleId} ${noted.redacted} (${noted.title}, confidence ${noted.confidence}: ${unsureText(report)})`,
      ),
    ...(report.noted.length > MAX_NOTES ? [`${paint('yellow', 'note:')} ${report.noted.length - MAX_NOTES} more such; --format json lists them all`] : []),
    ...report.alreadyCommitted.map(
      (known) =>
        `${paint('yellow', 'note:')} ${placeText(known.location)} ${known.ruleId} ${known.redacted} ${report.source === 'push' ? 'stood there before these commits' : 'is already in HEAD; this commit does not add it'}. It still needs to be revoked.`,
    ),
    ...report.allowed.map(
      ({ finding, by, reason }) =>
        `${paint('dim', 'allowed:')} ${placeText(finding.location)} ${finding.ruleId} (${BY[by] ?? `a mark of ${by}`}: ${safe(reason) || 'no reason given'})`,
    ),
    ...report.allowedHabits.map(
      ({ habit, by, reason }) =>
        `${paint('dim', 'allowed:')} ${safe(habit.location.path)}:${habit.location.line} ${habit.habitId} (${BY[by] ?? by}: ${safe(reason) || 'no reason given'})`,
    ),
    ...report.baselined.map(({ location, ruleId }) => `${paint('dim', 'in the baseline:')} ${placeText(location)} ${ruleId}`),
    ...settingsNotes(report, paint, program),
  ];
}

/** What was not checked, and in one line what was suppressed. */
function quietNotes(report: ScanReport, paint: Paint, program: string): readonly string[] {
  const suppressed = suppressedParts(report);
  const { off, severity, layers, expired } = report.settings;
  const settings = { off, severity, layers, expired, unused: [], unusedBaseline: [] };
  return [
    ...notes({ ...report, allowed: [], baselined: [], allowedHabits: [], alreadyCommitted: [], noted: [], settings }, paint, program),
    ...(suppressed.length > 0 ? [`${paint('yellow', 'suppressed:')} ${suppressed.join(', ')}`] : []),
  ];
}

/**
 * The report for people.
 *
 * @param options.quiet Leaves out everything but findings, what was not checked, and one line about what was suppressed.
 * @param options.program How this program is called. Default `auth-guard`.
 */
export function renderText(
  report: ScanReport,
  { colour, quiet, program = PROGRAM }: { readonly colour: boolean; readonly quiet: boolean; readonly program?: string },
): string {
  const paint = createPaint(colour);
  const lines = [...report.findings.map((finding) => findingText(finding, paint, program)), ...report.habits.map((habit) => habitText(habit, paint))];
  const shown = quiet ? quietNotes(report, paint, program) : [...notes(report, paint, program), summaryText(report, paint)];
  return [...lines, ...shown].map((line) => `${line}\n`).join('');
}
