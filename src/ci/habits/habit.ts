import type { CiSeverity } from '#ci/report.ts';
import type { Workflow } from '#ci/workflow/model.ts';
import type { Place } from '#ci/workflow/source.ts';

/** A piece of a file that is replaced. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface HabitFound {
  readonly message: string;
  /** The fixed form. */
  readonly help: string;
  readonly place: Place;
  readonly secrets: readonly string[];
  /** What mends it; empty where a person must decide. */
  readonly edits?: readonly Edit[];
}

/** The workflows of a repository by their paths. */
export type Workflows = ReadonlyMap<string, Workflow>;

/** A way of writing a workflow that lets secrets out. */
export interface Habit {
  readonly id: string;
  readonly severity: CiSeverity;
  /** @param others All workflows of the repository: one may call another. */
  find(workflow: Workflow, others: Workflows): readonly HabitFound[];
}
