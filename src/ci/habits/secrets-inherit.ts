import { isMap, isScalar } from 'yaml';
import { calledBy, declaredSecrets, openOf, undeclaredSecrets, usedSecrets } from '#ci/habits/called-workflow.ts';
import type { Edit, Habit, HabitFound, Workflows } from '#ci/habits/habit.ts';
import type { Job, Workflow } from '#ci/workflow/model.ts';
import { keyOf, rangeOf, type YamlSource } from '#ci/workflow/source.ts';

const read = (name: string): string => `\${{ secrets.${name.toUpperCase()} }}`;

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** Puts a map in the place of `inherit`, a comment behind it kept; takes the whole line out where there is nothing to pass. */
function editsFor({ text }: YamlSource, job: Job, names: readonly string[]): readonly Edit[] {
  if (!isMap(job.node) || job.node.anchor !== undefined) return [];
  const pair = job.node.items.find((one) => keyOf(one) === 'secrets');
  if (!isScalar(pair?.key) || !isScalar(pair.value)) return []; // an alias: others would change with it
  const [keyAt] = rangeOf(pair.key);
  const [start, end] = rangeOf(pair.value);
  if (job.node.flow === true) return [{ start, end, text: `{${names.map((name) => `${name}: "${read(name)}"`).join(', ')}}` }];
  const first = text.lastIndexOf('\n', keyAt) + 1;
  const last = lineEnd(text, end);
  if (names.length === 0) return text.slice(first, keyAt).trim() === '' ? [{ start: first, end: Math.min(last + 1, text.length), text: '' }] : [];
  const indent = ' '.repeat(keyAt - first + 2);
  return [
    { start: start - 1, end, text: '' },
    { start: last, end: last, text: names.map((name) => `\n${indent}${name}: ${read(name)}`).join('') },
  ];
}

const mapOf = (names: readonly string[]): string => `secrets: { ${names.map((name) => `${name}: "${read(name)}"`).join(', ')} }`;

function helpFor(job: Job, called: Workflow | undefined): string {
  const open = called === undefined ? undefined : openOf(called);
  if (called === undefined || open !== undefined) {
    const elsewhere = job.uses?.startsWith('./') === false ? 'what it reads stands in another repository' : 'it is not among the workflows here';
    return `Pass the ones that it needs, such as  ${mapOf(['HF_TOKEN'])}   (--fix does not: ${open ?? elsewhere})`;
  }
  const [names, missing] = [usedSecrets(called), undeclaredSecrets(called)];
  if (names.length === 0) return 'It reads none: leave `secrets:` out.';
  return `${missing.length === 0 ? 'Pass' : `Declare ${missing.join(', ')} there, then pass`} the ones that it reads:  ${mapOf(names)}`;
}

/** What can be passed by name: what is read, as it is declared; `undefined` where that is not enough. */
function passable(called: Workflow | undefined): readonly string[] | undefined {
  if (called === undefined || openOf(called) !== undefined || undeclaredSecrets(called).length > 0) return undefined;
  const used = usedSecrets(called);
  return declaredSecrets(called).filter((name) => used.includes(name.toUpperCase()));
}

function found(workflow: Workflow, job: Job, others: Workflows): HabitFound {
  const called = calledBy(job, others);
  const names = passable(called);
  return {
    message: `The job ${job.id} gives every secret of the repository to ${job.uses ?? 'another workflow'}.`,
    help: helpFor(job, called),
    place: job.place,
    secrets: [],
    edits: names === undefined ? [] : editsFor(workflow.source, job, names),
  };
}

/** @see https://docs.github.com/actions/how-tos/reuse-automations/reuse-workflows#passing-secrets-to-nested-workflows */
export const secretsInherit: Habit = {
  id: 'secrets-inherit',
  severity: 'warning',
  find: (workflow, others) => workflow.jobs.filter(({ inherits }) => inherits).map((job) => found(workflow, job, others)),
};
