import type { Habit, HabitFound } from '#ci/habits/habit.ts';
import type { ExpressionAt } from '#ci/workflow/expression-at.ts';
import { allExpressions, type Workflow } from '#ci/workflow/model.ts';

function foundWhere(workflow: Workflow, wanted: (expression: ExpressionAt) => boolean, text: Pick<HabitFound, 'message' | 'help'>): readonly HabitFound[] {
  return allExpressions(workflow)
    .filter(wanted)
    .map(({ place, secrets }) => ({ ...text, place, secrets: secrets.map(({ name }) => name).filter((name) => name !== '') }));
}

/** @see https://docs.github.com/actions/reference/workflows-and-actions/contexts#context-availability */
export const secretInIf: Habit = {
  id: 'secret-in-if',
  severity: 'error',
  find: (workflow) =>
    foundWhere(workflow, ({ keys, secrets }) => keys.at(-1) === 'if' && secrets.length > 0, {
      message: '`secrets` is not available in `if:`; GitHub refuses the workflow.',
      help: "Put it into the job's `env:` and ask for that:  if: ${{ env.HF_TOKEN != '' }}",
    }),
};

export const wholeSecrets: Habit = {
  id: 'whole-secrets',
  severity: 'error',
  find: (workflow) => [
    ...foundWhere(workflow, ({ secrets }) => secrets.some(({ kind }) => kind === 'all'), {
      message: 'All secrets at once (`toJSON(secrets)`): the step gets every secret of the repository, needed or not.',
      help: 'Name the ones that are needed:  env: HF_TOKEN: ${{ secrets.HF_TOKEN }}',
    }),
    ...foundWhere(workflow, ({ secrets }) => secrets.some(({ kind }) => kind === 'dynamic'), {
      message: 'Which secret is read is only known in the run, so that the job gets all of them.',
      help: 'Name the secrets, one step or job for each.',
    }),
  ],
};

export const structuredSecret: Habit = {
  id: 'structured-secret',
  severity: 'warning',
  find: (workflow) =>
    foundWhere(workflow, ({ secrets }) => secrets.some(({ structured }) => structured), {
      message: 'A part of a secret is taken out of it; GitHub masks the whole value, not its parts.',
      help: 'Keep each value in a secret of its own, such as MODAL_TOKEN_ID and MODAL_TOKEN_SECRET.',
    }),
};

const KEEPS_FILES = /^actions\/(?:upload-artifact|upload-pages-artifact|cache)(?:\/\w+)?@/i;

/** Where Hugging Face's and Modal's own tools keep tokens. */
const TOKEN_FILES = /(?:^|[\s/])(?:\.env(?:\.[\w-]+)?|\.modal\.toml|\.netrc|\.git-credentials|(?:\.cache\/)?huggingface(?:\/token|\/stored_tokens)?\/?)\s*$/m;

export const secretInArtifact: Habit = {
  id: 'secret-in-artifact',
  severity: 'error',
  find: (workflow) =>
    workflow.jobs
      .flatMap((job) => job.steps)
      .filter(({ uses }) => KEEPS_FILES.test(uses ?? ''))
      .flatMap((step) => {
        const named = step.expressions.filter(({ keys, secrets }) => keys[0] === 'with' && secrets.length > 0);
        const file = TOKEN_FILES.exec(step.with.get('path') ?? '')?.[0]?.trim();
        const help = 'Leave it out of `path:` and `key:`; whoever may read the repository can fetch artifacts and caches.';
        return [
          ...named.map(({ place, secrets }) => ({
            message: 'A secret stands in the name, key or path of something that is kept.',
            help,
            place,
            secrets: secrets.map(({ name }) => name),
          })),
          ...(file === undefined
            ? []
            : [{ message: `\`${file}\`, where tokens are kept, becomes part of an artifact or cache.`, help, place: step.place, secrets: [] }]),
        ];
      }),
};
