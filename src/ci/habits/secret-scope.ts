import type { Edit, Habit, HabitFound } from '#ci/habits/habit.ts';
import { addToStepEnv, removeFromEnv } from '#ci/habits/step-env.ts';
import type { Variable, Workflow } from '#ci/workflow/model.ts';
import { type StepScope, stepScopes } from '#ci/workflow/scope.ts';
import { expands, programOf, shellCommands } from '#ci/workflow/shell.ts';

/** Programs that read no token from their environment. */
const HARMLESS = /^(?:echo|printf|pip3?|uv|npm|pnpm|yarn|apt-get|git|cd|mkdir|ls|cp|mv|rm|cat|test|\[|\[\[|export|set|tar|unzip|chmod|true|false|)$/;

function names(scope: StepScope, variable: Variable): boolean {
  const { step } = scope;
  const reads = step.expressions.some((one) => one.reads.includes(`env.${variable.name.toLowerCase()}`));
  return reads || expands(step.run ?? '', variable.name);
}

/** Whether a step could read the variable without naming it. */
function mayRead({ step }: StepScope): boolean {
  if (step.run !== undefined) return shellCommands(step.run).some((command) => !HARMLESS.test(programOf(command)));
  return step.uses !== undefined && !/^actions\/(?:checkout|setup-[a-z]+|cache|upload-artifact|download-artifact)@/.test(step.uses);
}

function fixFor(workflow: Workflow, owner: unknown, variable: Variable, user: StepScope): readonly Edit[] {
  const removed = removeFromEnv(workflow.source, owner, variable.name);
  const added = removed === undefined ? undefined : addToStepEnv(workflow.source, user.step, [removed.line]);
  return removed === undefined || added === undefined ? [] : [removed.edit, added];
}

function foundAt(
  workflow: Workflow,
  scopes: readonly StepScope[],
  { owner, variable, where }: { readonly owner: unknown; readonly variable: Variable; readonly where: string },
): readonly HabitFound[] {
  const users = scopes.filter((scope) => names(scope, variable) || mayRead(scope));
  const [user] = users;
  if (scopes.length < 2 || users.length !== 1 || user === undefined) {
    if (where === 'job' || scopes.length < 2) return [];
  }
  const one = users.length === 1 && user !== undefined;
  return [
    {
      message: `${variable.secrets.join(', ')} is given to every step of the ${where}${one ? `, and one uses it: ${user.step.title}` : ', third-party actions included'}.`,
      help: `Give it to the ${one ? 'step that needs it' : 'steps that need it'}:  env: ${variable.name}: ${variable.value}`,
      place: variable.place,
      secrets: variable.secrets,
      edits: one ? fixFor(workflow, owner, variable, user) : [],
    },
  ];
}

export const secretScope: Habit = {
  id: 'secret-scope',
  severity: 'warning',
  find: (workflow) => {
    const scopes = stepScopes(workflow);
    const secret = (variables: readonly Variable[]): readonly Variable[] => variables.filter(({ secrets }) => secrets.length > 0);
    return [
      ...secret(workflow.env).flatMap((variable) => foundAt(workflow, scopes, { owner: workflow.source.root, variable, where: 'workflow' })),
      ...workflow.jobs.flatMap((job) =>
        secret(job.env).flatMap((variable) =>
          foundAt(
            workflow,
            scopes.filter((scope) => scope.job === job),
            { owner: job.node, variable, where: 'job' },
          ),
        ),
      ),
    ];
  },
};
