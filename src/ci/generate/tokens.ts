import type { Workflow } from '#ci/workflow/model.ts';

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

function scopesOf({ env, jobs, path }: Workflow): readonly Scope[] {
  if (path.endsWith('/auth-guard.yml')) return []; // what this one reads is its own list
  return jobs.flatMap((job) =>
    [...job.steps.map((step) => step.env), []].map((own) => ({
      environment: job.environment ?? undefined,
      secrets: new Map([...env, ...job.env, ...own].flatMap(({ name, secrets }) => (secrets.length === 1 ? [[name, secrets[0] as string] as const] : []))),
    })),
  );
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

/** The Hugging Face and Modal tokens that the workflows hand to their steps, each once. */
export function tokensToProve(workflows: readonly Workflow[]): readonly TokenToProve[] {
  const found = new Map<string, TokenToProve>();
  for (const token of workflows.flatMap(scopesOf).flatMap(tokensOf)) found.set(JSON.stringify(token), token);
  return [...found.values()];
}
