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
export function verdictsOf(steps: readonly StepConclusion[]): ReadonlyMap<string, StepVerdict> {
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
