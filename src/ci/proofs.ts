import type { GitHub } from '#ci/gh/github.ts';
import type { SecretPlace, SecretProof, Unchecked } from '#ci/report.ts';
import { jobsOf, lastRuns } from '#ci/runs.ts';
import { type StepVerdict, VALIDATION_WORKFLOW, verdictsOfRun } from '#ci/validation.ts';
import { isAuthGuardError } from '#errors.ts';

/** What the last validations said. */
export interface Proofs {
  /** The proof of one secret as it is kept now. */
  of(name: string, places: readonly SecretPlace[]): SecretProof;
  readonly unchecked: readonly Unchecked[];
}

interface Validation {
  readonly verdict: StepVerdict;
  readonly at: string;
  readonly url: string;
}

/** So many runs are looked at for the last word on each secret. */
const RUNS = 5;

const DAY_MS = 86_400_000;

const NEVER: SecretProof = { state: 'never', at: null, ageDays: null, url: null };
const UNKNOWN: SecretProof = { ...NEVER, state: 'unknown' };

function proofOf({ verdict, at, url }: Validation, places: readonly SecretPlace[], now: Date): SecretProof {
  const ageDays = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / DAY_MS));
  const changed = Math.max(0, ...places.filter(({ level }) => level !== 'dependabot').map(({ updatedAt }) => Date.parse(updatedAt)));
  const facts = { at, ageDays, url };
  if (changed > Date.parse(at)) return { ...facts, state: 'outdated' }; // the value was set after it was tried
  if (verdict === 'undecided') return { ...facts, state: 'unknown' };
  return { ...facts, state: verdict };
}

async function validations(github: GitHub): Promise<ReadonlyMap<string, Validation>> {
  const found = new Map<string, Validation>();
  for (const run of await lastRuns(github, VALIDATION_WORKFLOW, { status: 'completed', per_page: String(RUNS) })) {
    for (const [name, { verdict }] of verdictsOfRun(await jobsOf(github, run.id))) {
      const before = found.get(name)?.verdict;
      // a run reads the secrets when it is queued: what was set while it ran was not tried; and no decision is no word against an earlier one
      if (before === undefined || before === 'undecided') found.set(name, { verdict, at: run.run_started_at ?? run.created_at, url: run.html_url });
    }
  }
  return found;
}

/**
 * Reads the last runs of the validating workflow.
 *
 * A repository that has never had one is not `unchecked`: its secrets were never proven. Not to be allowed to look is.
 */
export async function readProofs(github: GitHub, now: Date): Promise<Proofs> {
  try {
    const found = await validations(github);
    return { of: (name, places) => (found.has(name) ? proofOf(found.get(name) as Validation, places, now) : NEVER), unchecked: [] };
  } catch (error) {
    if (!isAuthGuardError(error)) throw error;
    if (error.code === 'GITHUB_NOT_FOUND') return { of: () => NEVER, unchecked: [] };
    return { of: () => UNKNOWN, unchecked: [{ what: 'the last validation of the secrets', detail: error.message, help: error.help ?? null }] };
  }
}
