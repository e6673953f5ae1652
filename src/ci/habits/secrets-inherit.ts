import type { Habit } from '#ci/habits/habit.ts';

/** `--fix` leaves it alone: what the called workflow needs is not always known. */
export const secretsInherit: Habit = {
  id: 'secrets-inherit',
  severity: 'warning',
  find: (workflow) =>
    workflow.jobs
      .filter(({ inherits }) => inherits)
      .map((job) => ({
        message: `The job ${job.id} gives every secret of the repository to ${job.uses ?? 'another workflow'}.`,
        help: 'Pass the ones that it needs:  secrets: { HF_TOKEN: "${{ secrets.HF_TOKEN }}" }',
        place: job.place,
        secrets: [],
      })),
};
