import type { DoctorReport, Finding, NotChecked, Sighting } from '#auth/diagnosis/report.ts';
import { createPaint, type Paint, plural, safe } from '#report/style.ts';

export interface DiagnosisStyle {
  readonly colour: boolean;
  /** Where all diagnoses are written down. */
  readonly docs: string;
  /** How this program is called. */
  readonly program: string;
}

/** The report as JSON, for programs. */
export function renderDiagnosisJson(report: DoctorReport): string {
  const verdict =
    report.notChecked.length > 0
      ? 'incomplete'
      : report.findings.some(({ level }) => level === 'error')
        ? 'findings'
        : report.unexplained.length > 0
          ? 'incomplete'
          : 'clean';
  return `${JSON.stringify({ schemaVersion: 1, verdict, ...report }, null, 2)}\n`;
}

function sightingText({ line, step, text }: Sighting): string {
  const place = line === null ? '' : `line ${line}: `;
  return `${step === null ? '' : `${safe(step)}, `}${place}${safe(text)}`;
}

function countText({ count, seen }: Finding): readonly string[] {
  return count > seen.length ? [`… ${plural(count, 'line')} in all`] : [];
}

function consequenceText(finding: Finding, paint: Paint): string {
  const first = finding.seen[0];
  const place = first?.line == null ? '' : ` (line ${first.line})`;
  return `  ${paint('dim', 'follows:')} ${finding.title}${place}  ${paint('dim', finding.id)}`;
}

function findingText(finding: Finding, paint: Paint): readonly string[] {
  const mark = finding.level === 'note' ? paint('yellow', 'note') : paint('red', 'cause');
  return [
    `${mark}  ${paint('bold', finding.title)}  ${paint('dim', finding.id)}`,
    ...[...finding.seen.map(sightingText), ...countText(finding)].map((text) => `  ${paint('dim', '│')} ${text}`),
    `  ${finding.meaning}`,
    ...finding.fix.map((step) => `  ${paint('cyan', 'next:')} ${step}`),
    ...finding.consequences.map((one) => consequenceText(one, paint)),
    '',
  ];
}

function notCheckedText({ what, why, next }: NotChecked, paint: Paint): readonly string[] {
  return [`${paint('yellow', 'not checked:')} ${safe(what)}: ${safe(why)}`, `  ${paint('cyan', 'next:')} ${safe(next)}`];
}

/** A log that nothing is known of is said to be that, never to be fine. */
function unknownText({ lines, unexplained, source }: DoctorReport, paint: Paint, program: string): readonly string[] {
  const looked = `${plural(lines ?? 0, 'line')} of ${safe(source.name)}`;
  return [
    `No cause that is known here shows in ${looked}. That does not mean that nothing is wrong.`,
    ...(unexplained.length === 0 ? [] : ['These lines look like errors:', ...unexplained.map((one) => `  ${paint('dim', '│')} ${sightingText(one)}`)]),
    `  ${paint('cyan', 'next:')} Read the log around ${unexplained[0]?.line == null ? 'its last lines' : `line ${unexplained[0].line}`}.`,
    `  ${paint('cyan', 'next:')} ${program} doctor   (without a log: asks the services from this machine)`,
  ];
}

function summaryText({ findings, source, lines, notChecked }: DoctorReport, paint: Paint, docs: string): string {
  const errors = findings.filter(({ level }) => level === 'error').length;
  const where = source.kind === 'log' ? `${plural(lines ?? 0, 'line')} of ${safe(source.name)}` : 'environment, files and services';
  if (errors > 0) return paint('red', `${plural(errors, 'cause')} found in ${where}. All diagnoses: ${docs}`);
  return notChecked.length > 0 ? paint('yellow', `Not everything could be checked: ${where}.`) : paint('green', `Nothing wrong was found in ${where}.`);
}

/** The report for people: causes with what follows from them, then what is open. */
export function renderDiagnosisText(report: DoctorReport, { colour, docs, program }: DiagnosisStyle): string {
  const paint = createPaint(colour);
  const isUnknown = report.source.kind === 'log' && report.notChecked.length === 0 && !report.findings.some(({ level }) => level === 'error');
  const lines = [
    ...report.findings.flatMap((finding) => findingText(finding, paint)),
    ...report.notChecked.flatMap((one) => notCheckedText(one, paint)),
    ...(isUnknown ? unknownText(report, paint, program) : [summaryText(report, paint, docs)]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
