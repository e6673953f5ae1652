import { MISTAKEN_NAMES } from '#ci/habits/variable-names.ts';
import type { SecretNeeds, SecretUse } from '#ci/needs.ts';
import type { Proofs } from '#ci/proofs.ts';
import type { CiProblem, CiSeverity, SecretNeed, SecretPlace } from '#ci/report.ts';
import type { SecretPlaces } from '#ci/secret-places.ts';

export interface Comparison {
  readonly needs: SecretNeeds;
  /** `undefined` where GitHub could not be asked. */
  readonly store: SecretPlaces | undefined;
  readonly proofs: Proofs | undefined;
  /** Secrets that hold a Hugging Face or Modal token: a run can say whether they work. */
  readonly provable: ReadonlySet<string>;
  /** For commands in advice: `-R owner/name`. */
  readonly repository: string;
  readonly maxAgeDays: number;
}

const NO_PROOF = { state: 'unknown', at: null, ageDays: null, url: null } as const;

function reaches({ level, environment }: SecretPlace, use: SecretUse): boolean {
  if (level === 'dependabot') return false;
  if (level !== 'environment') return true;
  return use.environment === null || use.environment?.toLowerCase() === environment?.toLowerCase();
}

/** A level that could not be looked at may hold what no other one does. */
function mayBeHidden(store: SecretPlaces, use: SecretUse): boolean {
  return store.unchecked.some(({ level }) => level === 'repository' || level === 'organisation' || (level === 'environment' && use.environment !== undefined));
}

function statusOf(uses: readonly SecretUse[], places: readonly SecretPlace[], store: SecretPlaces | undefined): SecretNeed['status'] {
  if (store === undefined) return 'unknown';
  const unmet = uses.filter((use) => !places.some((place) => reaches(place, use)));
  if (unmet.length === 0) return 'present';
  if (unmet.some((use) => mayBeHidden(store, use))) return 'unknown';
  return places.some(({ level }) => level !== 'dependabot') ? 'wrong-level' : 'missing';
}

function needOf(name: string, uses: readonly SecretUse[], { store, proofs, provable }: Comparison): SecretNeed {
  const places = store?.places.get(name) ?? [];
  const status = statusOf(uses, places, store);
  return {
    name,
    status,
    usedAt: uses.map(({ location }) => location),
    environments: [...new Set(uses.map(({ environment }) => environment ?? null))],
    places,
    isProvable: provable.has(name),
    proof: status === 'missing' ? { ...NO_PROOF, state: 'never' } : (proofs?.of(name, places) ?? NO_PROOF),
  };
}

function problem(id: string, severity: CiSeverity, need: SecretNeed, text: { readonly message: string; readonly help: string }): CiProblem {
  return { id, severity, ...text, location: need.usedAt[0] ?? null, secrets: [need.name], fix: 'none' };
}

/** One insertion, removal or exchange apart, or the same without `_`. */
function similar(a: string, b: string): boolean {
  if (a.replaceAll('_', '') === b.replaceAll('_', '')) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return short.length >= 4 && (short.slice(at + 1) === long.slice(at + 1) || short.slice(at) === long.slice(at + 1));
}

/** A secret that exists and is probably the one that was meant. */
function meant(name: string, store: SecretPlaces): string | undefined {
  const right = MISTAKEN_NAMES[name]?.split(' and ') ?? [];
  const names = [...store.places.keys()];
  return names.find((one) => right.includes(one)) ?? names.find((one) => MISTAKEN_NAMES[one] === name) ?? names.find((one) => similar(one, name));
}

function missing(need: SecretNeed, { store, repository }: Comparison): CiProblem {
  const instead = store === undefined ? undefined : meant(need.name, store);
  const right = MISTAKEN_NAMES[need.name];
  const hint = instead !== undefined ? ` There is a secret ${instead}.` : right === undefined ? '' : ` The usual name is ${right}.`;
  const help =
    instead === undefined
      ? `gh secret set ${need.name} -R ${repository}`
      : `Read \${{ secrets.${instead} }} instead, or:  gh secret set ${need.name} -R ${repository}`;
  return problem('secret-missing', 'error', need, { message: `The secret ${need.name} does not exist: the job gets an empty string.${hint}`, help });
}

function wrongLevel(need: SecretNeed): CiProblem {
  const environments = need.places.flatMap(({ environment }) => environment ?? []);
  return problem('secret-wrong-level', 'error', need, {
    message: `The secret ${need.name} is kept in the environment ${environments.join(', ')}, and a job without that environment reads it: it gets an empty string.`,
    help: `Give the job \`environment: ${environments[0]}\`, or keep the secret at the repository.`,
  });
}

function aged(need: SecretNeed, { maxAgeDays, repository }: Comparison): readonly CiProblem[] {
  return need.places
    .filter(({ ageDays, level }) => ageDays > maxAgeDays && level !== 'dependabot')
    .map(({ ageDays, environment }) =>
      problem('secret-old', 'warning', need, {
        message: `The secret ${need.name}${environment === null ? '' : ` of ${environment}`} was set ${ageDays} days ago; rotation is due after ${maxAgeDays}.`,
        help: `Issue a new token, then:  gh secret set ${need.name} -R ${repository}${environment === null ? '' : ` --env ${environment}`}`,
      }),
    );
}

function unproven(need: SecretNeed): readonly CiProblem[] {
  if (!need.isProvable) return [];
  const help = `auth-guard secrets verify ${need.name}`;
  switch (need.proof.state) {
    case 'rejected':
      return [
        problem('secret-rejected', 'error', need, {
          message: `The last validation rejected ${need.name}: ${need.proof.url}`,
          help: 'Set a new token, then:  auth-guard secrets verify',
        }),
      ];
    case 'never':
      return [
        problem('secret-unproven', 'warning', need, {
          message: `No run has shown that ${need.name} works.`,
          help: `auth-guard ci init   (once), then   ${help}`,
        }),
      ];
    case 'outdated':
      return [problem('secret-unproven', 'warning', need, { message: `${need.name} was set after it was last validated.`, help })];
    default:
      return [];
  }
}

function forDependabot(need: SecretNeed, uses: readonly SecretUse[], { store }: Comparison): readonly CiProblem[] {
  const levels = new Set([...(store?.places.values() ?? [])].flat().map(({ level }) => level));
  const runs = uses.some(({ triggers }) => triggers.has('pull_request'));
  if (!levels.has('dependabot') || !runs || need.places.some(({ level }) => level === 'dependabot')) return [];
  return [
    problem('secret-not-for-dependabot', 'note', need, {
      message: `Dependabot's pull requests get only Dependabot's secrets, and ${need.name} is none of them.`,
      help: `gh secret set ${need.name} --app dependabot`,
    }),
  ];
}

function problemsOf(need: SecretNeed, uses: readonly SecretUse[], comparison: Comparison): readonly CiProblem[] {
  if (need.status === 'unknown') return [];
  if (need.status === 'missing') return [missing(need, comparison)];
  const level = need.status === 'wrong-level' ? [wrongLevel(need)] : calledFromEnvironment(need, uses);
  return [...level, ...aged(need, comparison), ...unproven(need), ...forDependabot(need, uses, comparison)];
}

/** @see https://github.com/actions/runner/issues/4453 */
function calledFromEnvironment(need: SecretNeed, uses: readonly SecretUse[]): readonly CiProblem[] {
  const only = need.places.every(({ level }) => level === 'environment') && need.places.length > 0;
  if (!only || !uses.some(({ called, environment }) => called && environment !== undefined)) return [];
  return [
    problem('secret-wrong-level', 'note', need, {
      message: `${need.name} is a secret of an environment, read in a workflow that others call: it arrives only where the caller has \`secrets: inherit\`.`,
      help: 'Keep the callers on `secrets: inherit`, or keep the secret at the repository.',
    }),
  ];
}

/** Only a repository's own secrets: an organisation's may serve another one. */
function unused({ needs, store, repository }: Comparison): readonly CiProblem[] {
  if (store === undefined || needs.open) return [];
  const used = new Set(needs.uses.map(({ name }) => name));
  return [...store.places].flatMap(([name, places]) => {
    const own = places.find(({ level }) => level === 'repository' || level === 'environment');
    if (used.has(name) || own === undefined) return [];
    const environment = own.environment === null ? '' : ` --env ${own.environment}`;
    return [
      {
        id: 'secret-unused',
        severity: 'note' as const,
        message: `No workflow reads the secret ${name}${own.environment === null ? '' : ` of ${own.environment}`}.`,
        help: `Revoke the token and remove it:  gh secret delete ${name} -R ${repository}${environment}`,
        location: null,
        secrets: [name],
        fix: 'none' as const,
      },
    ];
  });
}

/** What the workflows read, held against what GitHub keeps. */
export function compare(comparison: Comparison): { readonly secrets: readonly SecretNeed[]; readonly problems: readonly CiProblem[] } {
  const byName = new Map<string, SecretUse[]>();
  for (const use of comparison.needs.uses) byName.set(use.name, [...(byName.get(use.name) ?? []), use]);
  const found = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, uses]) => ({ need: needOf(name, uses, comparison), uses }));
  return {
    secrets: found.map(({ need }) => need),
    problems: [...found.flatMap(({ need, uses }) => problemsOf(need, uses, comparison)), ...unused(comparison)],
  };
}
