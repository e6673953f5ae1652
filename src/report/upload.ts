import type { PreflightCheck, UploadReport } from '#hub/report.ts';
import { bytesText, createPaint, type Paint, plural, safe } from '#report/style.ts';

export function renderUploadJson(report: UploadReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

const MARKS = { ok: ['green', '✓'], failed: ['red', '✗'], incomplete: ['red', '✗'], unknown: ['yellow', '?'] } as const;

function checkText({ status, subject, message, help }: PreflightCheck, paint: Paint): string {
  const [colour, mark] = MARKS[status];
  const next = help === null || status === 'ok' ? '' : `\n  ${paint('cyan', 'next:')} ${safe(help)}`;
  return `${paint(colour, mark)} ${subject.padEnd(10)} ${safe(message)}${next}`;
}

function outcomeText({ outcome, files, commit, pullRequest, repository }: UploadReport, paint: Paint): string {
  const amount = `${plural(files.changed, 'file')} (${bytesText(files.bytes)})`;
  const had = files.selected - files.changed;
  const rest = had > 0 ? `; the Hub had ${plural(had, 'other')} already` : '';
  switch (outcome) {
    case 'uploaded':
      return `${paint('green', 'Uploaded')} ${amount}${rest}.\n${safe(pullRequest ?? commit?.url ?? '')}`;
    case 'unchanged':
      return `${paint('green', 'Nothing to send:')} the Hub has all ${plural(files.selected, 'file')} as they are.`;
    case 'planned':
      return `${paint('yellow', 'Nothing was sent (--dry-run).')} ${amount} would go to ${repository.name} at ${safe(repository.revision)}${rest}.`;
    case 'refused':
      return paint('red', 'Nothing was uploaded.');
  }
}

/** The upload for people: each check, then how it ended and where it is. */
export function renderUploadText(report: UploadReport, colour: boolean): string {
  const paint = createPaint(colour);
  return `${[...report.checks.map((check) => checkText(check, paint)), outcomeText(report, paint)].join('\n')}\n`;
}
