import { randomBytes } from 'node:crypto';
import { answerError } from '#ci/gh/failure.ts';
import { type GitHub, repositoryText } from '#ci/gh/github.ts';
import type { HttpAnswer } from '#ci/gh/http-answer.ts';
import { lastRuns } from '#ci/runs.ts';
import { VALIDATION_WORKFLOW } from '#ci/validation.ts';
import { pause } from '#ci/verify/pause.ts';
import { AuthGuardError } from '#errors.ts';

export interface DispatchOptions {
  /** Between two looks. */
  readonly intervalMs: number;
  /** For the run to appear, where the service does not tell its id. */
  readonly appearMs: number;
  readonly signal: AbortSignal | undefined;
}

const FILE = 'auth-guard.yml';

async function defaultBranch(github: GitHub): Promise<string> {
  const body = await github.ask({ path: '', what: repositoryText(github.repository) });
  return String((body as { default_branch?: unknown }).default_branch ?? 'main');
}

function refused(github: GitHub, answer: HttpAnswer, branch: string): AuthGuardError {
  const name = repositoryText(github.repository);
  if (answer.status === 404) {
    return new AuthGuardError('GITHUB_NOT_FOUND', `${VALIDATION_WORKFLOW} is not on ${branch} of ${name}, so no run can try the secrets.`, {
      help: `auth-guard ci init, then commit and push it to ${branch}`,
    });
  }
  if (answer.status === 422 && /workflow_dispatch/.test(answer.message)) {
    return new AuthGuardError('GITHUB_FAILED', `${VALIDATION_WORKFLOW} of ${name} cannot be started by hand: ${answer.message}`, {
      help: 'auth-guard ci init --force, then commit and push it',
    });
  }
  if (/disabled/i.test(answer.message)) {
    return new AuthGuardError('GITHUB_FAILED', `${VALIDATION_WORKFLOW} of ${name} is disabled.`, { help: `gh workflow enable ${FILE} -R ${name}` });
  }
  return answerError({ host: github.repository.host, what: `the start of ${VALIDATION_WORKFLOW}` }, answer);
}

async function post(github: GitHub, branch: string, nonce: string): Promise<HttpAnswer> {
  const question = { method: 'POST' as const, path: `/actions/workflows/${FILE}/dispatches`, what: `the start of ${VALIDATION_WORKFLOW}` };
  const body = { ref: branch, inputs: { nonce } };
  const answer = await github.answer({ ...question, body: { ...body, return_run_details: true } });
  // servers before 2026 refuse a key that they do not know
  const isUnknownKey = (answer.status === 422 || answer.status === 400) && /return_run_details/.test(answer.message);
  return isUnknownKey ? github.answer({ ...question, body }) : answer;
}

async function findByNonce(github: GitHub, nonce: string, { intervalMs, appearMs, signal }: DispatchOptions): Promise<number> {
  for (let waited = 0; waited <= appearMs; waited += intervalMs) {
    const runs = await lastRuns(github, VALIDATION_WORKFLOW, { event: 'workflow_dispatch', per_page: '20' });
    const found = runs.find(({ display_title: title }) => title.includes(nonce));
    if (found !== undefined) return found.id;
    await pause(intervalMs, signal);
  }
  throw new AuthGuardError('GITHUB_FAILED', `The run was asked for, and did not appear within ${Math.round(appearMs / 1000)} s.`, {
    help: `See whether it came later:  gh run list -w ${FILE} -R ${repositoryText(github.repository)}`,
  });
}

/**
 * Starts the validating workflow on the default branch.
 *
 * @returns The run's id: from the answer, or found by the nonce in its title.
 * @throws {AuthGuardError} As `GitHub.ask` does; `GITHUB_NOT_FOUND` also when the workflow is not there.
 * @see https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event
 */
export async function startValidation(github: GitHub, options: DispatchOptions): Promise<number> {
  const branch = await defaultBranch(github);
  const nonce = randomBytes(8).toString('hex');
  const answer = await post(github, branch, nonce);
  if (answer.status < 200 || answer.status >= 300) throw refused(github, answer, branch);
  const id = (answer.body as { workflow_run_id?: unknown } | undefined)?.workflow_run_id;
  return typeof id === 'number' ? id : findByNonce(github, nonce, options);
}
