import type { CiLocation, CiProblem, CiReport, SecretNeed, SecretProof, VerifyReport } from '#ci/report.ts';
import { createPaint, type Paint, plural, safe } from '#report/style.ts';

const COLOURS = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

/** The same problem at several places of a file. */
interface ProblemGroup {
  readonly problem: CiProblem;
  readonly more: readonly CiLocation[];
}

function grouped(problems: readonly CiProblem[]): readonly ProblemGroup[] {
  const groups = new Map<string, { problem: CiProblem; more: CiLocation[] }>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.location?.path, problem.id, problem.message, problem.help, problem.fix]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { problem, more: [] });
    else if (problem.location !== null) known.more.push(problem.location);
  }
  return [...groups.values()];
}

/** So many further places are named. */
const MAX_PLACES = 12;

function moreText(more: readonly CiLocation[]): string {
  if (more.length === 0) return '';
  const left = more.length - MAX_PLACES;
  return `  also at ${more
    .slice(0, MAX_PLACES)
    .map(({ line, column }) => `${line}:${column}`)
    .join(', ')}${left > 0 ? ` and ${left} more` : ''}\n`;
}

function problemText({ problem: { id, severity, message, help, location, fix }, more }: ProblemGroup, paint: Paint): string {
  const place = location === null ? '' : `${paint('bold', `${safe(location.path)}:${location.line}:${location.column}`)}  `;
  const mended = fix === 'done' ? ` ${paint('green', '(mended)')}` : fix === 'possible' ? ' (--fix mends it)' : '';
  return `${place}${paint(COLOURS[severity], severity)}  ${id}${mended}\n  ${safe(message)}\n${moreText(more)}  ${paint('cyan', 'next:')} ${safe(help)}\n`;
}

function ageText(days: number): string {
  return days === 0 ? 'today' : `${plural(days, 'day')} ago`;
}

const PROOFS: Readonly<Record<SecretProof['state'], string>> = {
  proven: 'proven',
  rejected: 'REJECTED',
  outdated: 'set after its last proof',
  never: 'never proven',
  unknown: 'proof not known',
};

function proofText({ state, ageDays }: SecretProof): string {
  return ageDays === null || state === 'outdated' ? PROOFS[state] : `${PROOFS[state]} ${ageText(ageDays)}`;
}

const LEVELS = { environment: 'environment', repository: 'repository', organisation: 'organisation', dependabot: 'Dependabot' } as const;

function keptText({ status, places }: SecretNeed): string {
  if (status === 'missing') return 'MISSING';
  if (status === 'unknown' && places.length === 0) return 'not known';
  return places
    .map(({ level, environment, ageDays }) => `${LEVELS[level]}${environment === null ? '' : ` ${safe(environment)}`}, set ${ageText(ageDays)}`)
    .join('; ');
}

function secretLines(secrets: readonly SecretNeed[]): readonly string[] {
  const width = Math.max(0, ...secrets.map(({ name }) => name.length));
  return secrets.map((need) => {
    const [first] = need.usedAt;
    const used = first === undefined ? '' : `  ${safe(first.path)}:${first.line}${need.usedAt.length > 1 ? ` and ${need.usedAt.length - 1} more` : ''}`;
    const silent = !need.isProvable || need.status === 'missing' || (need.status === 'unknown' && need.proof.state === 'unknown');
    const proof = silent ? '' : `, ${proofText(need.proof)}`;
    return `  ${need.name.padEnd(width)}  ${keptText(need)}${proof}${used}\n`;
  });
}

function verdictText({ verdict, summary, secrets }: CiReport, paint: Paint): string {
  const counts = `${plural(summary.workflows, 'workflow')}, ${plural(secrets.length, 'secret')} read, ${plural(summary.errors, 'error')}, ${plural(summary.warnings, 'warning')}, ${plural(summary.notes, 'note')}${summary.fixed > 0 ? `, ${summary.fixed} mended` : ''}`;
  if (verdict === 'incomplete') return paint('yellow', `Not everything could be checked: ${counts}.`);
  return verdict === 'findings' ? paint('red', `CI is not in order: ${counts}.`) : paint('green', `CI is in order: ${counts}.`);
}

/** The report of `ci check` for people: problems, the table of secrets, what was not checked, one line at the end. */
export function renderCiText(report: CiReport, { colour }: { readonly colour: boolean }): string {
  const paint = createPaint(colour);
  const named = new Set(report.secrets.map(({ name }) => name));
  const elsewhere = report.mentions.filter(({ name, isGiven }) => !named.has(name) && !isGiven);
  return [
    ...grouped(report.problems).map((group) => `${problemText(group, paint)}\n`),
    report.secrets.length === 0 ? '' : `Secrets that ${report.repository === null ? 'the workflows' : `the workflows of ${safe(report.repository)}`} read:\n`,
    ...secretLines(report.secrets),
    ...elsewhere.map(({ name, location }) => `  ${name} is named in ${safe(location.path)}:${location.line}; no workflow gives it a secret.\n`),
    ...report.remoteWorkflows.map(
      ({ uses, secrets }) => `  ${safe(uses)} of another repository is given ${secrets === null ? 'every secret' : secrets.map(safe).join(', ')}.\n`,
    ),
    ...report.unchecked.map(
      ({ what, detail, help }) =>
        `${paint('yellow', 'not checked:')} ${safe(what)}: ${safe(detail)}\n${help === null ? '' : `  ${paint('cyan', 'next:')} ${safe(help)}\n`}`,
    ),
    `${verdictText(report, paint)}\n`,
  ].join('');
}

const STATES = { proven: 'works', rejected: 'REJECTED', unprovable: 'not proven' } as const;
const STATE_COLOURS = { proven: 'green', rejected: 'red', unprovable: 'yellow' } as const;

/** The report of `secrets verify` for people. */
export function renderVerifyText(report: VerifyReport, { colour }: { readonly colour: boolean }): string {
  const paint = createPaint(colour);
  const width = Math.max(0, ...report.secrets.map(({ name }) => name.length));
  const lines = report.secrets.map(({ name, state, detail, help }) => {
    const why = detail === null ? '' : `  ${safe(detail)}`;
    return `${safe(name).padEnd(width)}  ${paint(STATE_COLOURS[state], STATES[state])}${why}\n${help === null ? '' : `  ${paint('cyan', 'next:')} ${safe(help)}\n`}`;
  });
  const run = report.run === null ? 'no run was seen' : `run ${report.run.id}: ${report.run.conclusion ?? report.run.status} ${safe(report.run.url)}`;
  return `${lines.join('')}${safe(report.repository)}, ${run}\n`;
}
