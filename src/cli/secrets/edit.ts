import type { Service } from '#auth/stores/credential.ts';
import { isTokenName, type TokenName } from '#auth/stores/token-names.ts';
import { deleteSecret, levelText, setSecrets } from '#ci/store/github-secret.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import { githubFor } from '#cli/github.ts';
import { provenGiven } from '#cli/given-token.ts';
import type { Io } from '#cli/io.ts';
import { confirmed } from '#cli/questions.ts';
import { type LevelOptions, levelOf } from '#cli/secrets/level.ts';
import { secretName } from '#cli/secrets/name.ts';
import { type TokenInput, takeSecret, takeToken } from '#cli/token-input.ts';
import type { Secret } from '#detect/secret.ts';

export interface SecretEditOptions extends TokenInput, LevelOptions {
  readonly repo?: string;
  readonly unchecked?: boolean;
  readonly yes?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

const SERVICES: Readonly<Record<TokenName, Service>> = { HF_TOKEN: 'huggingface', MODAL_TOKEN_ID: 'modal', MODAL_TOKEN_SECRET: 'modal' };

/** The values to set: a Modal token is a pair, and one half cannot be validated without the other. */
async function valuesFor(name: string, options: SecretEditOptions, io: Io): Promise<ReadonlyMap<string, Secret>> {
  if (!isTokenName(name)) return new Map([[name, await takeSecret(name, options, io)]]);
  const credential = await takeToken(SERVICES[name], options, io);
  await provenGiven(credential, io, { unchecked: options.unchecked === true, colour: options.color });
  return credential.values;
}

/** `auth-guard secrets set`: validates a value where it can be, shows where it goes, and hands it to `gh` by standard input. */
export async function runSecretsSet(given: string, options: SecretEditOptions, io: Io): Promise<ExitCode> {
  const name = secretName(given);
  const level = levelOf(options);
  const github = await githubFor(options.repo, io);
  const values = await valuesFor(name, options, io);
  const names = [...values.keys()].join(' and ');
  await confirmed(io, `Set ${names} of ${levelText(github, level)}?`, options.yes === true);
  await setSecrets(github, { values, level });
  io.stdout.write(`${names} of ${levelText(github, level)}: set. Prove it there:  ${io.programName} secrets verify ${[...values.keys()].join(' ')}\n`);
  return EXIT.clean;
}

/** `auth-guard secrets delete`. */
export async function runSecretsDelete(given: string, options: SecretEditOptions, io: Io): Promise<ExitCode> {
  const name = secretName(given);
  const level = levelOf(options);
  const github = await githubFor(options.repo, io);
  await confirmed(io, `Delete ${name} of ${levelText(github, level)}? GitHub does not give its value back.`, options.yes === true);
  await deleteSecret(github, { name, level });
  io.stdout.write(`${name} of ${levelText(github, level)}: deleted.\n`);
  return EXIT.clean;
}
