import * as v from 'valibot';
import type { GitHub } from '#ci/gh/github.ts';
import { AuthGuardError } from '#errors.ts';

const run = v.object({
  id: v.number(),
  status: v.nullable(v.string()),
  conclusion: v.nullable(v.string()),
  display_title: v.optional(v.string(), ''),
  created_at: v.string(),
  /** Of the last attempt: one that is run again keeps its `created_at`. */
  run_started_at: v.nullish(v.string()),
  updated_at: v.optional(v.string()),
  html_url: v.optional(v.string(), ''),
});

const job = v.object({
  id: v.number(),
  name: v.string(),
  conclusion: v.nullable(v.string()),
  steps: v.optional(v.array(v.object({ name: v.string(), conclusion: v.nullable(v.string()), completed_at: v.nullish(v.string()) })), []),
});

/** @see https://docs.github.com/rest/actions/workflow-runs */
export type WorkflowRun = v.InferOutput<typeof run>;
/** @see https://docs.github.com/rest/actions/workflow-jobs */
export type WorkflowJob = v.InferOutput<typeof job>;

function checked<T extends v.GenericSchema>(schema: T, body: unknown, what: string): v.InferOutput<T> {
  const result = v.safeParse(schema, body);
  if (!result.success) throw new AuthGuardError('GITHUB_FAILED', `GitHub's answer for ${what} is not what its documentation says.`);
  return result.output;
}

/** The last runs of a workflow, the newest first. Throws as `GitHub.ask` does. */
export async function lastRuns(github: GitHub, workflow: string, query: Readonly<Record<string, string>>): Promise<readonly WorkflowRun[]> {
  const file = workflow.split('/').at(-1) ?? workflow;
  const what = `the runs of ${workflow}`;
  const body = await github.ask({ path: `/actions/workflows/${encodeURIComponent(file)}/runs?${new URLSearchParams(query)}`, what });
  return checked(v.object({ workflow_runs: v.array(run) }), body, what).workflow_runs;
}

export async function oneRun(github: GitHub, id: number): Promise<WorkflowRun> {
  const what = `the run ${id}`;
  return checked(run, await github.ask({ path: `/actions/runs/${id}`, what }), what);
}

export async function jobsOf(github: GitHub, id: number): Promise<readonly WorkflowJob[]> {
  const what = `the jobs of run ${id}`;
  return checked(v.array(job), await github.list({ path: `/actions/runs/${id}/jobs`, what }, 'jobs'), what);
}
