import { type GitHub, repositoryText } from '#ci/gh/github.ts';
import type { VerifiedSecret, VerifyReport } from '#ci/report.ts';
import { jobsOf, type WorkflowJob, type WorkflowRun } from '#ci/runs.ts';
import { type Judged, VALIDATION_WORKFLOW, verdictsOfRun, wasPassedOver } from '#ci/validation.ts';
import { startValidation } from '#ci/verify/dispatch.ts';
import { type FollowOptions, followRun } from '#ci/verify/follow.ts';
import { isAuthGuardError } from '#errors.ts';
import { VERSION } from '#version.ts';

export interface VerifyOptions extends FollowOptions {
  /** Names of secrets; all that the workflow tries when empty. */
  readonly names: readonly string[];
  readonly appearMs: number;
  /** Reads the reason for a rejection out of a job's log; `undefined` for none. */
  readonly explain: (log: string, secret: string) => Promise<string | undefined>;
}

function unprovable(name: string, detail: string, help: string): VerifiedSecret {
  return { name, state: 'unprovable', detail, help };
}

/** Why a run says nothing of a secret. */
function silence({ run, jobs }: { readonly run: WorkflowRun; readonly jobs: readonly WorkflowJob[] }, name: string): VerifiedSecret {
  if (run.status !== 'completed') {
    const never = run.status === 'queued' || run.status === 'pending' || run.status === 'waiting';
    const detail = never ? `the run has not started yet (${run.status})` : 'the run has not ended yet';
    return unprovable(name, detail, run.status === 'waiting' ? `Approve it: ${run.html_url}` : `Look again later: ${run.html_url}`);
  }
  if (run.conclusion === 'cancelled') return unprovable(name, 'the run was cancelled', `auth-guard secrets verify ${name}`);
  if (run.conclusion === 'startup_failure') return unprovable(name, 'GitHub could not start the run', `See ${run.html_url}`);
  if (wasPassedOver(jobs, name)) return unprovable(name, 'the step that tries it did not run, because one before it failed', `See ${run.html_url}`);
  return unprovable(name, `no step of ${VALIDATION_WORKFLOW} tries it`, 'auth-guard ci init --force, then commit and push it');
}

async function logOf(github: GitHub, job: WorkflowJob): Promise<string> {
  try {
    const body = await github.ask({ path: `/actions/jobs/${job.id}/logs`, what: `the log of ${job.name}` });
    return typeof body === 'string' ? body : '';
  } catch (error) {
    if (isAuthGuardError(error)) return ''; // the conclusion stands without it
    throw error;
  }
}

async function rejected(
  github: GitHub,
  name: string,
  { judged, run, explain }: { readonly judged: Judged<WorkflowJob>; readonly run: WorkflowRun; readonly explain: VerifyOptions['explain'] },
): Promise<VerifiedSecret> {
  const why = await explain(await logOf(github, judged.job), name);
  const help = `See ${run.html_url}; set a new token:  gh secret set ${name} -R ${repositoryText(github.repository)}`;
  return { name, state: 'rejected', detail: why ?? 'the service does not accept it, or it may not do what is needed', help };
}

async function secretOf(
  github: GitHub,
  name: string,
  outcome: {
    readonly run: WorkflowRun;
    readonly jobs: readonly WorkflowJob[];
    readonly judged: Judged<WorkflowJob> | undefined;
    readonly explain: VerifyOptions['explain'];
  },
): Promise<VerifiedSecret> {
  const { run, judged, explain } = outcome;
  if (judged === undefined) return silence(outcome, name);
  if (judged.verdict === 'proven') return { name, state: 'proven', detail: null, help: null };
  if (judged.verdict === 'undecided') return unprovable(name, 'the service gave no decision in the run', `See ${run.html_url}; try again later.`);
  return rejected(github, name, { judged, run, explain });
}

function reportOf(github: GitHub, run: WorkflowRun | undefined, secrets: readonly VerifiedSecret[]): VerifyReport {
  const unknown = secrets.length === 0 || secrets.some(({ state }) => state === 'unprovable');
  return {
    schemaVersion: 1,
    tool: { name: 'auth-guard', version: VERSION },
    verdict: unknown ? 'incomplete' : secrets.some(({ state }) => state === 'rejected') ? 'findings' : 'clean',
    repository: repositoryText(github.repository),
    run: run === undefined ? null : { id: run.id, url: run.html_url, status: run.status ?? 'unknown', conclusion: run.conclusion },
    secrets,
  };
}

/**
 * Starts the validating workflow, follows it, and says of each secret whether it works.
 *
 * GitHub gives no value back, so the proof runs where the value is. The conclusions of steps decide; a log only gives the reason.
 *
 * @throws {AuthGuardError} What keeps the run from being started or followed, as `GitHub.ask` does.
 */
export async function verifySecrets(github: GitHub, options: VerifyOptions): Promise<VerifyReport> {
  const id = await startValidation(github, options);
  const run = await followRun(github, id, options);
  if (run === undefined) return reportOf(github, undefined, []);
  const jobs = run.status === 'completed' ? await jobsOf(github, run.id) : [];
  const judged = verdictsOfRun(jobs);
  const names = options.names.length > 0 ? options.names : [...judged.keys()];
  const wanted = names.length > 0 ? names : ['all secrets'];
  const secrets: VerifiedSecret[] = [];
  for (const name of wanted) secrets.push(await secretOf(github, name, { run, jobs, judged: judged.get(name), explain: options.explain }));
  return reportOf(github, run, secrets);
}
