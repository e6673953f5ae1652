import type { CiLocation, CiProblem, RemoteWorkflow } from '#ci/report.ts';
import { secretNames } from '#ci/workflow/expression-at.ts';
import { allExpressions, type Job, jobExpressions, type Workflow } from '#ci/workflow/model.ts';

/** One place where a workflow reads a secret. */
export interface SecretUse {
  readonly name: string;
  readonly location: CiLocation;
  /** Of the job; `null` for an expression, `undefined` for none. */
  readonly environment: string | null | undefined;
  /** Read in a workflow that others call: secrets of an environment reach it only through `secrets: inherit`. */
  readonly called: boolean;
  readonly triggers: ReadonlySet<string>;
}

/** Which secrets a repository's workflows read. */
export interface SecretNeeds {
  readonly uses: readonly SecretUse[];
  readonly problems: readonly CiProblem[];
  /** Workflows elsewhere that are given secrets, each way once. */
  readonly remote: readonly RemoteWorkflow[];
  /** Some job may read any secret: by a dynamic name, the whole context, or a workflow elsewhere. */
  readonly open: boolean;
}

function usesIn(workflow: Workflow): readonly SecretUse[] {
  const { triggers } = workflow;
  const called = triggers.has('workflow_call') && triggers.size === 1;
  const of = (job: Job | undefined): readonly SecretUse[] => {
    const expressions = job === undefined ? workflow.expressions : jobExpressions(job);
    return expressions.flatMap((expression) =>
      secretNames([expression]).map((name) => ({ name, location: expression.place, environment: job?.environment, called, triggers })),
    );
  };
  return [...of(undefined), ...workflow.jobs.flatMap(of)];
}

interface Call {
  readonly caller: Workflow;
  readonly job: Job;
}

function callsTo(path: string, workflows: readonly Workflow[]): readonly Call[] {
  return workflows.flatMap((caller) => caller.jobs.filter(({ uses }) => uses === `./${path}`).map((job) => ({ caller, job })));
}

/** Names that a called workflow reads and that its callers do not map themselves: they come from the store. */
function fromStore(use: SecretUse, calls: readonly Call[]): boolean {
  return calls.some(({ job }) => job.inherits && !job.passed.has(use.name));
}

function notPassed(workflow: Workflow, calls: readonly Call[]): readonly CiProblem[] {
  const required = [...workflow.called].filter(([, isRequired]) => isRequired).map(([name]) => name);
  return calls.flatMap(({ job }) =>
    required
      .filter((name) => !job.inherits && !job.passed.has(name))
      .map((name) => ({
        id: 'secret-not-passed',
        severity: 'error' as const,
        message: `${workflow.path} requires the secret ${name}, and the job ${job.id} that calls it does not pass it.`,
        help: `Pass it:  secrets: { ${name}: "\${{ secrets.${name} }}" }`,
        location: job.place,
        secrets: [name],
        fix: 'none' as const,
      })),
  );
}

function remoteOf(workflows: readonly Workflow[]): readonly RemoteWorkflow[] {
  const found = new Map<string, RemoteWorkflow>();
  for (const { uses, inherits, passed } of workflows.flatMap(({ jobs }) => jobs)) {
    if (uses === undefined || uses.startsWith('./') || !(inherits || passed.size > 0)) continue;
    const remote = { uses, secrets: inherits ? null : [...passed] };
    found.set(JSON.stringify(remote), remote);
  }
  return [...found.values()];
}

/** Which secrets must exist, calls between workflows of the repository followed. */
export function secretNeeds(workflows: readonly Workflow[]): SecretNeeds {
  const uses: SecretUse[] = [];
  const problems: CiProblem[] = [];
  for (const workflow of workflows) {
    const calls = workflow.triggers.has('workflow_call') ? callsTo(workflow.path, workflows) : [];
    problems.push(...notPassed(workflow, calls));
    uses.push(...usesIn(workflow).filter((use) => !use.called || fromStore(use, calls)));
  }
  const remote = remoteOf(workflows);
  const expressions = workflows.flatMap(allExpressions);
  const open = remote.some(({ secrets }) => secrets === null) || expressions.some(({ secrets }) => secrets.some(({ kind }) => kind !== 'name'));
  return { uses, problems, remote, open };
}
