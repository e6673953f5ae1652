import { isMap, isScalar, type Pair, type Scalar } from 'yaml';
import { calledBy, openOf, undeclaredSecrets } from '#ci/habits/called-workflow.ts';
import type { Edit, Habit, Workflows } from '#ci/habits/habit.ts';
import type { Workflow } from '#ci/workflow/model.ts';
import { keyOf, rangeOf } from '#ci/workflow/source.ts';

const declaration = (name: string): string => `${name}: {required: false}`;

const DECLARATION_INDENT = 2;

/** Puts lines behind the line of a key, as deep as what stands below it. */
function below({ source: { text } }: Workflow, pair: Pair, lines: readonly string[]): readonly Edit[] {
  const first = isMap(pair.value) ? pair.value.items[0]?.key : undefined;
  if (!isScalar(pair.key) || (first !== undefined && !isScalar(first))) return [];
  const column = (node: Scalar): number => rangeOf(node)[0] - text.lastIndexOf('\n', rangeOf(node)[0]) - 1;
  const indent = ' '.repeat(first === undefined ? column(pair.key) + DECLARATION_INDENT : column(first));
  const end = text.indexOf('\n', rangeOf(pair.key)[0]);
  return end < 0 ? [] : [{ start: end, end, text: lines.map((line) => `\n${indent}${line}`).join('') }];
}

function pairIn(map: unknown, key: string): Pair | undefined {
  return isMap(map) && map.flow !== true && map.anchor === undefined ? map.items.find((pair) => keyOf(pair) === key) : undefined;
}

/** A map of its own, or nothing at all: then something can be put there. */
function isOpen({ value }: Pair): boolean {
  return isMap(value) ? value.flow !== true && value.anchor === undefined && value.items.length > 0 : isEmpty(value);
}

/** Declares secrets where `workflow_call:` has a line of its own. */
function editsFor(workflow: Workflow, names: readonly string[]): readonly Edit[] {
  const call = pairIn(pairIn(workflow.source.root, 'on')?.value, 'workflow_call');
  if (call === undefined || !isOpen(call)) return [];
  const secrets = pairIn(call.value, 'secrets');
  if (secrets === undefined) return below(workflow, call, ['secrets:', ...names.map((name) => `  ${declaration(name)}`)]);
  return isOpen(secrets) ? below(workflow, secrets, names.map(declaration)) : [];
}

function isEmpty(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

function inherited(workflow: Workflow, others: Workflows): boolean {
  return [...others.values()].some(({ jobs }) => jobs.some((job) => job.inherits && calledBy(job, others)?.path === workflow.path));
}

/** Said only where a caller inherits: declared, the secrets can be passed by name. */
export const secretUndeclared: Habit = {
  id: 'secret-undeclared',
  severity: 'note',
  find: (workflow, others) => {
    const names = inherited(workflow, others) && openOf(workflow) === undefined ? undeclaredSecrets(workflow) : [];
    if (names.length === 0) return [];
    return [
      {
        message: `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} read here and not declared: a caller can only give every secret (\`secrets: inherit\`).`,
        help: `Declare what it reads:  on: { workflow_call: { secrets: { ${names.map(declaration).join(', ')} } } }`,
        place: workflow.source.placeAt(0),
        secrets: names,
        edits: editsFor(workflow, names),
      },
    ];
  },
};
