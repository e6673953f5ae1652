import { secretNeeds } from '#ci/needs.ts';
import { secretNames } from '#ci/workflow/expression-at.ts';
import { type Job, jobExpressions, type Workflow } from '#ci/workflow/model.ts';

/** One token that a generated workflow validates: the variables that the tools read, and the secrets that fill them. */
export interface TokenToProve {
  readonly provider: 'huggingface' | 'modal';
  /** Variable -> secret. */
  readonly variables: Readonly<Record<string, string>>;
  /** Of the jobs that read it; `undefined` for jobs without one. */
  readonly environment: string | undefined;
}

const HUGGING_FACE = ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'];
const MODAL = ['MODAL_TOKEN_ID', 'MODAL_TOKEN_SECRET'];

interface Scope {
  readonly environment: string | undefined;
  /** Variable -> the one secret that it holds. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** Secrets that are called as the official variables are: whichever way a job hands them on, they are such tokens. */
function officialSecrets(job: Job): ReadonlyMap<string, string> {
  const read = secretNames(jobExpressions(job));
  return new Map([...HUGGING_FACE, ...MODAL].flatMap((name) => (read.includes(name) ? [[name, name] as const] : [])));
}

function scopesOf({ env, jobs, path }: Workflow): readonly Scope[] {
  if (path.endsWith('/auth-guard.yml')) return []; // what this one reads is its own list
  return jobs.flatMap((job) => [
    ...[...job.steps.map((step) => step.env), []].map((own) => ({
      environment: job.environment ?? undefined,
      secrets: new Map([...env, ...job.env, ...own].flatMap(({ name, secrets }) => (secrets.length === 1 ? [[name, secrets[0] as string] as const] : []))),
    })),
    { environment: job.environment ?? undefined, secrets: officialSecrets(job) },
  ]);
}

function tokensOf({ environment, secrets }: Scope): readonly TokenToProve[] {
  const hub = HUGGING_FACE.flatMap((name) => secrets.get(name) ?? []).map((secret) => ({
    provider: 'huggingface' as const,
    variables: { HF_TOKEN: secret },
    environment,
  }));
  const [id, secret] = MODAL.map((name) => secrets.get(name));
  if (id === undefined || secret === undefined) return hub;
  return [...hub, { provider: 'modal', variables: { MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret }, environment }];
}

/** The Hugging Face and Modal tokens of the repository's secrets that the workflows hand on, each once. */
export function tokensToProve(workflows: readonly Workflow[]): readonly TokenToProve[] {
  const kept = new Set(secretNeeds(workflows).uses.map(({ name }) => name)); // what a called workflow calls its secrets is no name in the store
  const found = new Map<string, TokenToProve>();
  for (const token of workflows.flatMap(scopesOf).flatMap(tokensOf)) {
    if (Object.values(token.variables).every((name) => kept.has(name))) found.set(JSON.stringify(token), token);
  }
  return [...found.values()];
}

/** The secrets that a run can prove. */
export function provableSecrets(workflows: readonly Workflow[]): ReadonlySet<string> {
  return new Set(tokensToProve(workflows).flatMap(({ variables }) => Object.values(variables)));
}
