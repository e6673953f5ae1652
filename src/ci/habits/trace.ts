import type { Edit, Habit, HabitFound } from '#ci/habits/habit.ts';
import { type StepScope, secretVariables, stepScopes } from '#ci/workflow/scope.ts';

const SET = /^([ \t]*)set[ \t]+(-[A-Za-z]*x[A-Za-z]*|-o[ \t]+xtrace)((?:[ \t]+(?:-o[ \t]+)?[a-z]+)*)[ \t]*$/gm;

function without(options: string): string {
  const left = options.startsWith('-o') ? '' : options.replace('x', '');
  return left === '-' ? '' : left;
}

function editFor({ workflow: { source }, step }: StepScope, line: string, options: string, rest: string): readonly Edit[] {
  const [from = 0, to = 0] = step.runNode?.range ?? [];
  if (step.runNode?.type !== 'BLOCK_LITERAL') return [];
  const start = source.text.indexOf(line.trim(), from);
  const first = source.text.lastIndexOf('\n', start) + 1;
  const end = source.text.indexOf('\n', start) + 1;
  if (start < 0 || start >= to || end <= 0) return [];
  const kept = [without(options), rest.trim()].filter((part) => part !== '').join(' ');
  if (kept !== '') return [{ start, end: start + line.trim().length, text: `set ${kept}` }];
  const lines = (step.run ?? '').split('\n').filter((one) => one.trim() !== '');
  return lines.length <= 1 ? [] : [{ start: first, end, text: '' }];
}

function foundIn(scope: StepScope): readonly HabitFound[] {
  const secrets = [
    ...new Set([
      ...secretVariables(scope).flatMap((variable) => variable.secrets),
      ...scope.step.expressions.flatMap((one) => one.secrets.flatMap(({ name }) => (name === '' || name === 'GITHUB_TOKEN' ? [] : [name]))),
    ]),
  ];
  const { run = '', shell = '' } = scope.step;
  if (secrets.length === 0) return [];
  const message = `The shell prints every command (\`set -x\`) in a step that has ${secrets.join(', ')}: values that are cut or encoded are not masked.`;
  const help = 'Take the option out, or put `set +x` before the lines that use the secret.';
  const found: HabitFound[] = [...run.matchAll(SET)].map(([line, , options = '', rest = '']) => ({
    message,
    help,
    place: placeOf(scope, line),
    secrets,
    edits: editFor(scope, line, options, rest),
  }));
  if (/^(?:ba)?sh\b.*\s-\w*x/.test(shell)) found.push({ message, help, place: scope.step.place, secrets });
  return found;
}

function placeOf({ workflow: { source }, step }: StepScope, line: string): HabitFound['place'] {
  return source.placeAt(source.text.indexOf(line.trim(), step.runNode?.range?.[0] ?? 0));
}

export const trace: Habit = { id: 'trace', severity: 'warning', find: (workflow) => stepScopes(workflow).flatMap(foundIn) };
