import type { Habit } from '#ci/habits/habit.ts';
import { secretNames } from '#ci/workflow/expression-at.ts';
import { type Job, jobExpressions, type Workflow } from '#ci/workflow/model.ts';

const PRIVILEGED = ['pull_request_target', 'workflow_run', 'issue_comment'];

const HEAD = /github\.(?:event\.(?:pull_request\.head|workflow_run\.(?:head_|pull_requests))|head_ref)|refs\/pull\//;

/** What somebody else wrote is fetched: by the checkout action, or by git and gh. */
function fetchesHead(job: Job): boolean {
  return job.steps.some(({ uses = '', run = '', with: inputs }) => {
    if (/^actions\/checkout@/.test(uses)) return HEAD.test(`${inputs.get('ref') ?? ''} ${inputs.get('repository') ?? ''}`);
    return /gh pr checkout/.test(run) || (/git (?:fetch|checkout|pull|clone)/.test(run) && HEAD.test(run));
  });
}

function hasSecrets(workflow: Workflow, job: Job): boolean {
  const names = secretNames([...workflow.expressions, ...jobExpressions(job)]);
  return names.length > 0 || job.inherits;
}

/** @see https://docs.github.com/actions/reference/security/secure-use#mitigating-the-risks-of-untrusted-code-checkout */
export const privilegedCheckout: Habit = {
  id: 'privileged-checkout',
  severity: 'error',
  find: (workflow) => {
    const trigger = PRIVILEGED.find((name) => workflow.triggers.has(name));
    if (trigger === undefined) return [];
    return workflow.jobs
      .filter((job) => fetchesHead(job) && hasSecrets(workflow, job))
      .map((job) => ({
        message: `The job ${job.id} runs for \`${trigger}\` with secrets and checks out what a stranger proposed: that code can read the secrets.`,
        help: 'Run proposed code for `pull_request`, which gets no secrets; use secrets in a second workflow that runs no code of the proposal.',
        place: job.place,
        secrets: [],
      }));
  },
};
