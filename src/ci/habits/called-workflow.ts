import type { Workflows } from '#ci/habits/habit.ts';
import { secretNames } from '#ci/workflow/expression-at.ts';
import { allExpressions, type Job, jobExpressions, type Workflow } from '#ci/workflow/model.ts';
import { child, keyOf, pairsOf } from '#ci/workflow/source.ts';

/** The workflow of this repository that a job calls. */
export function calledBy({ uses }: Job, others: Workflows): Workflow | undefined {
  return uses?.startsWith('./') === true ? others.get(uses.slice(2)) : undefined;
}

/** The secrets that a workflow reads, in capitals. */
export function usedSecrets(workflow: Workflow): readonly string[] {
  return secretNames(allExpressions(workflow));
}

/**
 * What `on.workflow_call.secrets` names, as it stands there: only that may be passed by name.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_callsecrets
 */
export function declaredSecrets({ source }: Workflow): readonly string[] {
  const call = child(source, child(source, source.root, 'on') ?? child(source, source.root, 'true'), 'workflow_call');
  return pairsOf(source, child(source, call, 'secrets')).map(keyOf);
}

/** Secrets that a called workflow reads and does not declare: they reach it through `inherit` alone. */
export function undeclaredSecrets(workflow: Workflow): readonly string[] {
  const declared = new Set(declaredSecrets(workflow).map((name) => name.toUpperCase()));
  return usedSecrets(workflow).filter((name) => !declared.has(name));
}

/**
 * Why which secrets a called workflow needs by name is not known, or not enough; `undefined` where it is.
 *
 * @see https://github.com/actions/runner/issues/4453 (secrets of an environment)
 */
export function openOf(workflow: Workflow): string | undefined {
  if (allExpressions(workflow).some(({ secrets }) => secrets.some(({ kind }) => kind !== 'name'))) return 'which ones it reads is only known in the run';
  if (workflow.jobs.some(({ inherits }) => inherits)) return 'it hands them on by `inherit` itself';
  const fromEnvironment = workflow.jobs.find((job) => job.environment !== undefined && secretNames(jobExpressions(job)).length > 0);
  if (fromEnvironment === undefined) return undefined;
  return `its job ${fromEnvironment.id} may read secrets of an environment, which reach it by \`inherit\` alone`;
}
