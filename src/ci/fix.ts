import type { Edit } from '#ci/habits/habit.ts';
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

function firstFix(workflow: Workflow): { readonly id: string; readonly edits: readonly Edit[] } | undefined {
  for (const { id, find } of HABITS) {
    const found = find(workflow).find(({ edits = [] }) => edits.length > 0);
    if (found !== undefined) return { id, edits: found.edits ?? [] };
  }
  return undefined;
}

/**
 * Mends what is mechanical, by cutting and pasting in the text: comments and layout stay.
 *
 * A mend after which the file would be no workflow any more is not made.
 */
export function fixWorkflow(path: string, text: string): Fixed {
  const done: string[] = [];
  let current = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const workflow = parseWorkflow(path, current);
    const fix = isFault(workflow) ? undefined : firstFix(workflow);
    if (fix === undefined) break;
    const next = applyEdits(current, fix.edits);
    if (next === current || isFault(parseWorkflow(path, next))) break;
    done.push(fix.id);
    current = next;
  }
  return { text: current, done };
}
