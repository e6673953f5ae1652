import type { Edit, Habit, HabitFound } from '#ci/habits/habit.ts';
import { addToStepEnv } from '#ci/habits/step-env.ts';
import type { ExpressionAt } from '#ci/workflow/expression-at.ts';
import { type StepScope, stepScopes } from '#ci/workflow/scope.ts';
import { quoteAt } from '#ci/workflow/shell.ts';
import { child, textOf } from '#ci/workflow/source.ts';

const SIMPLE = /^\s*secrets(?:\.([A-Za-z_]\w*)|\[\s*'([A-Za-z_]\w*)'\s*\])\s*$/;

function nameOf({ source }: ExpressionAt): string | undefined {
  const found = SIMPLE.exec(source);
  return (found?.[1] ?? found?.[2])?.toUpperCase();
}

/** Whether the script is one for a POSIX shell, as far as the file says. */
function isPosix({ workflow: { source }, job, step }: StepScope): boolean {
  if (step.shell !== undefined) return /^(?:ba)?sh\b/.test(step.shell);
  if (child(source, job.node, 'defaults') !== undefined || child(source, source.root, 'defaults') !== undefined) return false;
  return /ubuntu|macos|linux/i.test(textOf(child(source, job.node, 'runs-on')) ?? '');
}

function replacement(scope: StepScope, expression: ExpressionAt, name: string): Edit | undefined {
  const { run = '', runNode } = scope.step;
  const quote = quoteAt(run, expression.start);
  const isPlain = runNode?.type === 'PLAIN' || runNode?.type === 'BLOCK_LITERAL' || runNode?.type === 'BLOCK_FOLDED';
  if (expression.range === undefined || quote === 'single' || run.includes('<<') || !isPlain) return undefined;
  const [start, end] = expression.range;
  return { start, end, text: quote === 'double' ? `\${${name}}` : `"$${name}"` };
}

/** All of a step's expressions are mended at once, because they share its `env:`. */
function editsFor(scope: StepScope, expressions: readonly ExpressionAt[]): readonly Edit[] {
  if (!isPosix(scope)) return [];
  const names = expressions.map(nameOf);
  const replaced = expressions.map((one, index) => (names[index] === undefined ? undefined : replacement(scope, one, names[index])));
  if (replaced.some((one) => one === undefined)) return [];
  const wanted = [...new Set(names as string[])];
  const taken = wanted.some((name) => scope.variables.has(name) && scope.variables.get(name)?.secrets.includes(name) !== true);
  const missing = wanted.filter((name) => !scope.step.env.some((variable) => variable.name === name));
  const added =
    missing.length === 0
      ? undefined
      : addToStepEnv(
          scope.workflow.source,
          scope.step,
          missing.map((name) => `${name}: \${{ secrets.${name} }}`),
        );
  if (taken || (missing.length > 0 && added === undefined)) return [];
  return [...(added === undefined ? [] : [added]), ...(replaced as Edit[])];
}

function foundIn(scope: StepScope): readonly HabitFound[] {
  const expressions = scope.step.expressions.filter(
    ({ keys, secrets }) => keys[0] === 'run' && secrets.some(({ kind, name }) => kind === 'name' && name !== 'GITHUB_TOKEN'),
  );
  if (expressions.length === 0) return [];
  const edits = editsFor(scope, expressions);
  return expressions.map((expression) => {
    const names = expression.secrets.map(({ name }) => name);
    const [name = ''] = names;
    return {
      message: `The secret ${names.join(', ')} is written into the script itself: whoever can read the process list or the script's file sees it, and a quote in it ends the string.`,
      help: `Give it to the step as \`env: ${name}: \${{ secrets.${name} }}\` and write "$${name}" in \`run:\`.`,
      place: expression.place,
      secrets: names,
      edits,
    };
  });
}

/** @see https://docs.github.com/actions/reference/security/secure-use#use-an-intermediate-environment-variable */
export const secretInRun: Habit = { id: 'secret-in-run', severity: 'warning', find: (workflow) => stepScopes(workflow).flatMap(foundIn) };
