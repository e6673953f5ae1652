import { resolve } from 'node:path';
import { readCredentialFile } from '#auth/sources/credential-file.ts';
import { parseEnvFile } from '#auth/sources/env-file.ts';
import { type Credential, type Service, VARIABLES } from '#auth/stores/credential.ts';
import { isTokenName } from '#auth/stores/token-names.ts';
import { checkSecretName, levelText, setSecret } from '#ci/store/github-secret.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import { githubFor } from '#cli/github.ts';
import { provenGiven } from '#cli/given-token.ts';
import type { Io } from '#cli/io.ts';
import { confirmed } from '#cli/questions.ts';
import type { SecretEditOptions } from '#cli/secrets/edit.ts';
import { levelOf } from '#cli/secrets/level.ts';
import { secretOf } from '#cli/token-input.ts';
import type { Secret } from '#detect/secret.ts';
import { AuthGuardError } from '#errors.ts';

export interface SecretsSyncOptions extends SecretEditOptions {
  readonly envFile: string;
  /** Only these names. */
  readonly only?: string;
}

function valuesOf({ envFile, only }: SecretsSyncOptions, io: Io): ReadonlyMap<string, Secret> {
  const read = readCredentialFile(resolve(io.cwd, envFile));
  if (read.kind === 'absent') throw new AuthGuardError('PATH_NOT_FOUND', `${envFile} does not exist. Nothing was set.`);
  if (read.kind === 'unreadable') throw new AuthGuardError('STORE_FAILED', `${envFile} ${read.reason}. Nothing was set.`);
  const wanted = only?.split(',').map((name) => name.trim().toUpperCase());
  const entries = parseEnvFile(read.text).filter(({ name }) => wanted === undefined || wanted.includes(name.toUpperCase()));
  const empty = entries.find(({ value }) => value === '');
  if (empty !== undefined)
    throw new AuthGuardError('STORE_FAILED', `${envFile}:${empty.line}: ${empty.name} is empty, or goes on in the next line. Nothing was set.`, {
      help: 'Give it a value, or choose with --only.',
    });
  if (entries.length === 0) throw new AuthGuardError('STORE_FAILED', `${envFile} holds nothing to set.`);
  return new Map(entries.map(({ name, value }) => [checkSecretName(name), secretOf(name, value)]));
}

/** The tokens among the values that a service can be asked about. @throws {AuthGuardError} `STORE_FAILED` for half a pair, which nobody can be asked about. */
function credentialsIn(values: ReadonlyMap<string, Secret>, unchecked: boolean): readonly Credential[] {
  return (Object.keys(VARIABLES) as Service[]).flatMap((service) => {
    const own = VARIABLES[service].flatMap((name) => (values.has(name) ? [[name, values.get(name) as Secret] as const] : []));
    if (own.length === VARIABLES[service].length) return [{ service, values: new Map(own) }];
    if (own.length > 0 && !unchecked)
      throw new AuthGuardError('STORE_FAILED', `${own[0]?.[0]} is half a token: it cannot be validated without the other half. Nothing was set.`, {
        help: `Name ${VARIABLES[service].join(' and ')}; --unchecked sets it all the same.`,
      });
    return [];
  });
}

/** `auth-guard secrets sync`: sets what a `.env` file holds; tokens are validated first, and nothing is set when one does not do. */
export async function runSecretsSync(options: SecretsSyncOptions, io: Io): Promise<ExitCode> {
  const level = levelOf(options);
  const values = valuesOf(options, io);
  const github = await githubFor(options.repo, io);
  for (const credential of credentialsIn(values, options.unchecked === true))
    await provenGiven(credential, io, { unchecked: options.unchecked === true, colour: options.color });
  const others = [...values.keys()].filter((name) => !isTokenName(name));
  if (others.length > 0) io.stderr.write(`Set as they are, no service knows them: ${others.join(', ')}\n`);
  await confirmed(io, `Set ${[...values.keys()].join(', ')} of ${levelText(github, level)}?`, options.yes === true);
  const done: string[] = [];
  for (const [name, value] of values) {
    try {
      await setSecret(github, { name, level, value });
    } catch (error) {
      io.stdout.write(`set: ${done.join(', ') || 'none'}; not set: ${[...values.keys()].filter((one) => !done.includes(one)).join(', ')}\n`);
      throw error;
    }
    done.push(name);
  }
  io.stdout.write(`${done.join(', ')} of ${levelText(github, level)}: set.\n`);
  return EXIT.clean;
}
