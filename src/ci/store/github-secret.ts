import type { Credential } from '#auth/stores/credential.ts';
import type { TokenStore } from '#auth/stores/store.ts';
import { type GitHub, repositoryText } from '#ci/gh/github.ts';
import type { Secret } from '#detect/secret.ts';
import { AuthGuardError, isAuthGuardError } from '#errors.ts';

/** Which of GitHub's stores a secret goes to. */
export type SecretLevel =
  | { readonly kind: 'repository' }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'organisation'; readonly name: string }
  | { readonly kind: 'dependabot' };

/** `acme/model on GitHub`, `the environment prod of acme/model on GitHub`. */
export function levelText({ repository }: GitHub, level: SecretLevel): string {
  const name = repositoryText(repository);
  switch (level.kind) {
    case 'repository':
      return `${name} on GitHub`;
    case 'environment':
      return `the environment ${level.name} of ${name} on GitHub`;
    case 'organisation':
      return `the organisation ${level.name} on GitHub, for ${name} beside those that read it now`;
    case 'dependabot':
      return `Dependabot's secrets of ${name} on GitHub`;
  }
}

function levelArguments(level: SecretLevel): readonly string[] {
  switch (level.kind) {
    case 'repository':
      return [];
    case 'environment':
      return ['--env', level.name];
    case 'organisation':
      return ['--org', level.name];
    case 'dependabot':
      return ['--app', 'dependabot'];
  }
}

/**
 * Who may read an organisation's secret: whoever may now, and this repository. `gh` sets that anew with each value, and would take it from all others.
 *
 * @see https://docs.github.com/rest/actions/secrets#create-or-update-an-organization-secret
 */
async function readersArguments(github: GitHub, { name, organisation }: { readonly name: string; readonly organisation: string }): Promise<readonly string[]> {
  const path = `/orgs/${encodeURIComponent(organisation)}/actions/secrets/${name}`;
  const what = `the secret ${name} of ${organisation}`;
  const own = github.repository.name;
  const answer = await github.answer({ path, ofHost: true, what });
  if (answer.status === 404) return ['--visibility', 'selected', '--repos', own];
  const { visibility } = (await github.ask({ path, ofHost: true, what })) as { visibility?: unknown };
  if (visibility === 'all' || visibility === 'private') return ['--visibility', visibility];
  const readers = await github.list({ path: `${path}/repositories`, ofHost: true, what: `the repositories that may read ${what}` }, 'repositories');
  const names = readers.flatMap((one) => ((one as { name?: string }).name ?? []) as string);
  return ['--visibility', 'selected', '--repos', [...new Set([...names, own])].join(',')];
}

/** @see https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions#naming-your-secrets */
export function checkSecretName(name: string): string {
  const upper = name.toUpperCase();
  if (/^[A-Z_][A-Z0-9_]*$/.test(upper) && !upper.startsWith('GITHUB_')) return upper;
  throw new AuthGuardError('USAGE', 'This is no name that a secret may have.', { help: 'Write letters, digits and _, such as HF_TOKEN; never a value.' });
}

/**
 * Sets one secret. `gh` reads the value from its standard input and seals it; it reaches no argument, file or environment.
 *
 * @throws {AuthGuardError} `GITHUB_…`, `GH_…`.
 */
export async function setSecret(
  github: GitHub,
  { name, level, value }: { readonly name: string; readonly level: SecretLevel; readonly value: Secret },
): Promise<void> {
  const what = `the secret ${name} of ${levelText(github, level)}`;
  const readers = level.kind === 'organisation' ? await readersArguments(github, { name, organisation: level.name }) : [];
  const args = ['secret', 'set', name, ...levelArguments(level), ...readers];
  await github.command(args, { what, input: value.expose() });
}

/**
 * Sets secrets one after the other.
 *
 * @throws {AuthGuardError} As `setSecret` does; the message names those that hold their new values already.
 */
export async function setSecrets(
  github: GitHub,
  { values, level }: { readonly values: ReadonlyMap<string, Secret>; readonly level: SecretLevel },
): Promise<void> {
  const done: string[] = [];
  for (const [name, value] of values) {
    try {
      await setSecret(github, { name, level, value });
    } catch (error) {
      if (done.length === 0 || !isAuthGuardError(error)) throw error;
      const { code, help } = error;
      const message = `${error.message} ${done.join(', ')} ${done.length === 1 ? 'holds its new value' : 'hold their new values'} already.`;
      throw new AuthGuardError(code, message, { cause: error, ...(help === undefined ? {} : { help }) });
    }
    done.push(name);
  }
}

/** Removes one secret. @throws {AuthGuardError} `GITHUB_NOT_FOUND` where there is none, and other `GITHUB_…`, `GH_…`. */
export async function deleteSecret(github: GitHub, { name, level }: { readonly name: string; readonly level: SecretLevel }): Promise<void> {
  const what = `the secret ${name} of ${levelText(github, level)}`;
  await github.command(['secret', 'delete', name, ...levelArguments(level)], { what });
}

/** The secrets of a repository, environment or organisation as a place for a token. GitHub gives no value back, so there is no way back either. */
export function githubStore(github: GitHub, level: SecretLevel): TokenStore {
  return {
    title: levelText(github, level),
    keep: async ({ values }: Credential) => {
      await setSecrets(github, { values, level });
      return undefined;
    },
  };
}
