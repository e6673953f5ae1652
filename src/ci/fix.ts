import type { Edit, Workflows } from '#ci/habits/habit.ts';
import { HABITS } from '#ci/habits/index.ts';
import { parseWorkflow, type Workflow } from '#ci/workflow/model.ts';
import { isFault } from '#ci/workflow/source.ts';

/** A mended text and the ids of what was mended. */
export interface Fixed {
  readonly text: string;
  readonly done: readonly string[];
}

/** One mend can make room for another; more rounds than kinds are never needed. */
const MAX_ROUNDS = 20;

/** Puts edits into a text. The first one wins where two overlap, and then the second is left for the next round. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = text;
  let limit = Number.POSITIVE_INFINITY;
  for (const edit of [...edits].sort((a, b) => b.start - a.start || b.end - a.end)) {
    if (edit.end > limit) return text;
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
    limit = edit.start;
  }
  return result;
}

function firstFix(workflow: Workflow, others: Workflows): { readonly id: string; readonly edits: readonly Edit[] } | undefined {
  for (const { id, find } of HABITS) {
    const found = find(workflow, others).find(({ edits = [] }) => edits.length > 0);
    if (found !== undefined) return { id, edits: found.edits ?? [] };
  }
  return undefined;
}

/** A text that is a workflow still; `undefined` where there is nothing to mend in it, or a mend would spoil it. */
function fixOnce(workflow: Workflow, others: Workflows): { readonly id: string; readonly workflow: Workflow } | undefined {
  const { path, source } = workflow;
  const fix = firstFix(workflow, others);
  const text = fix === undefined ? source.text : applyEdits(source.text, fix.edits);
  const next = text === source.text ? undefined : parseWorkflow(path, text);
  return fix === undefined || next === undefined || isFault(next) ? undefined : { id: fix.id, workflow: next };
}

function fixWorkflow(given: Workflow, others: Map<string, Workflow>): readonly string[] {
  const done: string[] = [];
  let fixed = fixOnce(given, others);
  for (let round = 0; fixed !== undefined && round < MAX_ROUNDS; round += 1) {
    done.push(fixed.id);
    others.set(given.path, fixed.workflow);
    fixed = fixOnce(fixed.workflow, others);
  }
  return done;
}

/**
 * Mends what is mechanical, by cutting and pasting in the texts: comments and layout stay.
 *
 * One workflow's mend can make room for another's: what a called one declares, its caller can pass. A mend after which a file would be no workflow
 * any more is not made; a file that is none is left alone.
 *
 * @param texts Path and text of every workflow of a repository.
 * @returns Those that were mended, by path.
 */
export function fixWorkflows(texts: ReadonlyMap<string, string>): ReadonlyMap<string, Fixed> {
  const workflows = new Map(
    [...texts].map(([path, text]) => [path, parseWorkflow(path, text)] as const).filter((one): one is [string, Workflow] => !isFault(one[1])),
  );
  const done = new Map<string, readonly string[]>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = [...done.values()].flat().length;
    for (const path of workflows.keys()) done.set(path, [...(done.get(path) ?? []), ...fixWorkflow(workflows.get(path) as Workflow, workflows)]);
    if ([...done.values()].flat().length === before) break;
  }
  return new Map([...done].filter(([, ids]) => ids.length > 0).map(([path, ids]) => [path, { text: workflows.get(path)?.source.text ?? '', done: ids }]));
}
