import type { Job, Step, Variable, Workflow } from '#ci/workflow/model.ts';
import { expands } from '#ci/workflow/shell.ts';

/** A step with everything that reaches it. */
export interface StepScope {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  /** Position in the job. */
  readonly index: number;
  /** Its variables, the nearest `env:` winning. */
  readonly variables: ReadonlyMap<string, Variable>;
}

/** Every step of a workflow. */
export function stepScopes(workflow: Workflow): readonly StepScope[] {
  return workflow.jobs.flatMap((job) =>
    job.steps.map((step, index) => ({
      workflow,
      job,
      step,
      index,
      variables: new Map([...workflow.env, ...job.env, ...step.env].map((variable) => [variable.name, variable])),
    })),
  );
}

/** The variables that hold a secret. */
export function secretVariables({ variables }: StepScope): readonly Variable[] {
  return [...variables.values()].filter(({ secrets }) => secrets.length > 0);
}

/** The secrets that stand in a text of the step, by expression or by variable. */
export function secretsIn(scope: StepScope, text: string): readonly string[] {
  const byVariable = secretVariables(scope).filter(({ name }) => expands(text, name));
  const byExpression = scope.step.expressions.flatMap(({ source, secrets }) =>
    text.includes(source) ? secrets.flatMap(({ name }) => (name === '' || name === 'GITHUB_TOKEN' ? [] : [name])) : [],
  );
  return [...new Set([...byVariable.flatMap(({ secrets }) => secrets), ...byExpression])];
}
