/** The workflow that `ci init` writes and `secrets verify` starts. */
export const VALIDATION_WORKFLOW = '.github/workflows/auth-guard.yml';

/** What a run says of some secrets. */
export type StepVerdict = 'proven' | 'rejected' | 'undecided';

/** A step as the service tells of it. */
export interface StepConclusion {
  readonly name: string;
  readonly conclusion: string | null;
}

const VALIDATE = 'validate ';
const UNDECIDED = 'could not be decided: ';

/** The name of the step that validates some secrets; conclusions of steps are read, not logs. */
export function validateStepName(secrets: readonly string[]): string {
  return `${VALIDATE}${secrets.join(', ')}`;
}

/** The name of the step that fails where the service gave no decision. */
export function undecidedStepName(secrets: readonly string[]): string {
  return `${UNDECIDED}${secrets.join(', ')}`;
}

function secretsOf(name: string, prefix: string): readonly string[] {
  return name.startsWith(prefix) ? name.slice(prefix.length).split(', ') : [];
}

/** What the steps of a job say of the secrets, by name. Steps that did not run say nothing. */
function verdictsOf(steps: readonly StepConclusion[]): ReadonlyMap<string, StepVerdict> {
  const verdicts = new Map<string, StepVerdict>();
  for (const { name, conclusion } of steps) {
    if (conclusion !== 'success' && conclusion !== 'failure') continue;
    for (const secret of secretsOf(name, VALIDATE)) verdicts.set(secret, conclusion === 'success' ? 'proven' : 'rejected');
  }
  for (const { name, conclusion } of steps) {
    if (conclusion !== 'failure') continue;
    for (const secret of secretsOf(name, UNDECIDED)) verdicts.set(secret, 'undecided');
  }
  return verdicts;
}

/** A verdict, and the job whose step came to it. */
export interface Judged<Job> {
  readonly verdict: StepVerdict;
  readonly job: Job;
}

const ORDER: readonly StepVerdict[] = ['proven', 'undecided', 'rejected'];

/** What the jobs of a run say of the secrets. One that two jobs try, each in its environment, is rejected when one of them rejects it. */
export function verdictsOfRun<Job extends { readonly steps: readonly StepConclusion[] }>(jobs: readonly Job[]): ReadonlyMap<string, Judged<Job>> {
  const found = new Map<string, Judged<Job>>();
  for (const job of jobs) {
    for (const [name, verdict] of verdictsOf(job.steps)) {
      const before = found.get(name)?.verdict;
      if (before === undefined || ORDER.indexOf(verdict) > ORDER.indexOf(before)) found.set(name, { verdict, job });
    }
  }
  return found;
}

/** Whether a step that would have tried a secret was passed over, because one before it failed. */
export function wasPassedOver(jobs: readonly { readonly steps: readonly StepConclusion[] }[], secret: string): boolean {
  return jobs.some(({ steps }) => steps.some(({ name, conclusion }) => conclusion === 'skipped' && secretsOf(name, VALIDATE).includes(secret)));
}
