import type { Credential } from '#auth/stores/credential.ts';
import type { TokenStore } from '#auth/stores/store.ts';
import { type GitHub, repositoryText } from '#ci/gh/github.ts';
import type { Secret } from '#detect/secret.ts';
import { AuthGuardError } from '#errors.ts';

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
      return `the organisation ${level.name} on GitHub, for ${name}`;
    case 'dependabot':
      return `Dependabot's secrets of ${name} on GitHub`;
  }
}

function levelArguments({ repository }: GitHub, level: SecretLevel): readonly string[] {
  switch (level.kind) {
    case 'repository':
      return [];
    case 'environment':
      return ['--env', level.name];
    case 'organisation':
      return ['--org', level.name, '--visibility', 'selected', '--repos', repository.name];
    case 'dependabot':
      return ['--app', 'dependabot'];
  }
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
  const args = ['secret', 'set', name, ...levelArguments(github, level)];
  await github.command(args, { what, input: value.expose() });
}

/** Removes one secret. @throws {AuthGuardError} `GITHUB_NOT_FOUND` where there is none, and other `GITHUB_…`, `GH_…`. */
export async function deleteSecret(github: GitHub, { name, level }: { readonly name: string; readonly level: SecretLevel }): Promise<void> {
  const what = `the secret ${name} of ${levelText(github, level)}`;
  const own = level.kind === 'organisation' ? ['--org', level.name] : levelArguments(github, level);
  await github.command(['secret', 'delete', name, ...own], { what });
}

/** The secrets of a repository, environment or organisation as a place for a token. GitHub gives no value back, so there is no way back either. */
export function githubStore(github: GitHub, level: SecretLevel): TokenStore {
  return {
    title: levelText(github, level),
    keep: async ({ values }: Credential) => {
      for (const [name, value] of values) await setSecret(github, { name, level, value });
      return undefined;
    },
  };
}
