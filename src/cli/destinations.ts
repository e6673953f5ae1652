import { resolve } from 'node:path';
import type { TokenIdentity } from '#auth/result.ts';
import { huggingFaceFiles } from '#auth/sources/huggingface-files.ts';
import { modalConfigPath } from '#auth/sources/modal-profiles.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';
import type { Service } from '#auth/stores/credential.ts';
import { envFileStore } from '#auth/stores/env-file.ts';
import { huggingFaceStore } from '#auth/stores/huggingface-store.ts';
import { modalProfileStore } from '#auth/stores/modal-profile-store.ts';
import { modalSecretStore } from '#auth/stores/modal-secret.ts';
import type { TokenStore } from '#auth/stores/store.ts';
import type { GitHub } from '#ci/gh/github.ts';
import { githubStore, type SecretLevel } from '#ci/store/github-secret.ts';
import type { Choice } from '#cli/questions.ts';
import { AuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';
import { standingOf } from '#git/ignored.ts';

/** What a destination is built from. */
export interface DestinationContext {
  readonly service: Service;
  readonly surroundings: Surroundings;
  readonly git: GitContext;
  readonly identity: TokenIdentity | null;
  /** The repository on GitHub, looked for only when it is needed. */
  readonly github: () => Promise<GitHub>;
}

const DESTINATIONS: readonly (Choice & { readonly service?: Service })[] = [
  { value: 'env-file', label: 'a .env file of this project', hint: 'read by nobody else, and ignored by git' },
  { value: 'huggingface', label: 'where `hf auth login` keeps it', service: 'huggingface' },
  { value: 'modal-profile', label: 'a profile in .modal.toml', service: 'modal' },
  { value: 'github', label: "this repository's secrets on GitHub" },
  { value: 'modal-secret', label: 'a Modal Secret, for functions on Modal' },
];

/** The places that a service's token can go to, for a question. */
export function destinationsFor(service: Service): readonly Choice[] {
  return DESTINATIONS.filter((one) => one.service === undefined || one.service === service);
}

/** Whether a place takes tokens of another service alone. */
export function belongsToOther(place: string, service: Service): boolean {
  const owner = LOCAL[place.replace(/=.*/, '')]?.service;
  return owner !== undefined && owner !== service;
}

async function envFile(path: string, git: GitContext): Promise<TokenStore> {
  const file = resolve(git.cwd, path);
  const standing = await standingOf(git, file);
  if (standing === 'tracked')
    throw new AuthGuardError('STORE_FAILED', `${path} is tracked by git: the token would be committed.`, {
      help: `git rm --cached '${path}', and add it to .gitignore`,
    });
  if (standing === 'visible')
    throw new AuthGuardError('STORE_FAILED', `git does not ignore ${path}: the token could be committed.`, { help: `echo '${path}' >> .gitignore` });
  return envFileStore(file);
}

function noHome(what: string): AuthGuardError {
  return new AuthGuardError('STORE_FAILED', `There is no home folder, so ${what} could not be found.`, { help: 'Set HOME.' });
}

const LEVELS: Readonly<Record<string, (name: string) => SecretLevel>> = {
  github: () => ({ kind: 'repository' }),
  'github-env': (name) => ({ kind: 'environment', name }),
  'github-org': (name) => ({ kind: 'organisation', name }),
  'github-dependabot': () => ({ kind: 'dependabot' }),
};

type LocalStore = (name: string, context: DestinationContext) => TokenStore | Promise<TokenStore>;

function huggingFacePlace(name: string, { surroundings, identity }: DestinationContext): TokenStore {
  const files = huggingFaceFiles(surroundings);
  if (files === undefined) throw noHome('the token file');
  return huggingFaceStore(files, name === '' ? (identity?.tokenName ?? 'auth-guard') : name);
}

function modalPlace(name: string, { surroundings, identity }: DestinationContext): TokenStore {
  const path = modalConfigPath(surroundings);
  if (path === undefined) throw noHome('.modal.toml');
  return modalProfileStore(path, name === '' ? (identity?.workspace ?? identity?.name ?? 'default') : name);
}

interface LocalPlace {
  readonly service?: Service;
  readonly store: LocalStore;
}

const LOCAL: Readonly<Record<string, LocalPlace>> = {
  'env-file': { store: (name, { git }) => envFile(name === '' ? '.env' : name, git) },
  'modal-secret': { store: (name, { service, git }) => modalSecretStore(name === '' ? service : name, git) },
  huggingface: { service: 'huggingface', store: huggingFacePlace },
  'modal-profile': { service: 'modal', store: modalPlace },
};

interface Place {
  readonly kind: string;
  readonly name: string;
}

/**
 * Takes a destination apart, such as `env-file=.env.local`, `huggingface`, `modal-profile=acme`, `github`, `github-env=prod`, `github-org=acme`,
 * `github-dependabot`, `modal-secret=huggingface`.
 *
 * @throws {AuthGuardError} `USAGE` for what is no place for tokens of this service.
 */
export function placeFor(text: string, service: Service): Place {
  const { kind = '', name = '' } = /^(?<kind>[a-z-]+)(?:=(?<name>.+))?$/.exec(text)?.groups ?? {};
  const onGitHub = LEVELS[kind] !== undefined && (name !== '') === (kind === 'github-env' || kind === 'github-org');
  if (onGitHub || (LOCAL[kind] !== undefined && !belongsToOther(text, service))) return { kind, name };
  throw new AuthGuardError('USAGE', `"${text}" is no place for this token.`, {
    help: 'Places: env-file[=PATH], huggingface[=NAME], modal-profile[=NAME], github, github-env=NAME, github-org=NAME, github-dependabot, modal-secret[=NAME].',
  });
}

/**
 * The store that a destination names.
 *
 * @throws {AuthGuardError} As `placeFor`; `STORE_FAILED` for a place that would leak.
 */
export async function destination(text: string, context: DestinationContext): Promise<TokenStore> {
  const { kind, name } = placeFor(text, context.service);
  const level = LEVELS[kind]?.(name);
  if (level !== undefined) return githubStore(await context.github(), level);
  return (LOCAL[kind] as LocalPlace).store(name, context); // `placeFor` knows no other
}
