import { Argument, type Command, Option } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';
import { addTokenInput } from '#cli/options/token-input.ts';

const REPO = ['--repo <name>', 'the repository: OWNER/NAME, or HOST/OWNER/NAME; by default the one that the remotes lead to'] as const;
const FORMAT = (): Option => new Option('--format <format>', 'how to report').choices(['text', 'json']).default('text');

function addVerify(secrets: Command, io: Io, done: Done): void {
  secrets
    .command('verify')
    .description('Start the validating workflow, follow it, and say of each secret whether it works.')
    .argument('[names...]', 'secrets; all that the workflow tries by default')
    .addOption(FORMAT())
    .option(...REPO)
    .option('--timeout <seconds>', 'for the whole run', '900')
    .option('--interval <seconds>', 'between two looks at the run', '3')
    .option('--no-color', 'no colours')
    .action(async (names: string[], options) => done(await (await import('#cli/commands/secrets.ts')).runSecretsVerify(names, options, io)));
}

function addList(secrets: Command, io: Io, done: Done): void {
  secrets
    .command('list')
    .description('Names, levels and ages of the secrets that the repository may read. GitHub gives no values.')
    .addOption(FORMAT())
    .option(...REPO)
    .option('--no-color', 'no colours')
    .action(async (options) => done(await (await import('#cli/secrets/list.ts')).runSecretsList(options, io)));
}

/** The flags of everything that changes a secret. */
function changing(command: Command): Command {
  return command
    .option(...REPO)
    .option('--env <name>', "an environment's secrets instead of the repository's")
    .option('--org <name>', "the organisation's secrets, for this repository")
    .option('--dependabot', "Dependabot's secrets")
    .option('--yes', 'do not ask')
    .option('--no-color', 'no colours');
}

/** The flags of everything that sets one. */
function writing(command: Command): Command {
  return changing(command).option('--unchecked', 'also when the service could not be asked about the token');
}

function addEdits(secrets: Command, io: Io, done: Done): void {
  addTokenInput(
    writing(secrets.command('set').description('Validate a value where it can be, and set it; a Modal token is set as a pair.').argument('<name>')),
  ).action(async (name: string, options) => done(await (await import('#cli/secrets/edit.ts')).runSecretsSet(name, options, io)));
  changing(secrets.command('delete').description('Delete a secret.').argument('<name>')).action(async (name: string, options) =>
    done(await (await import('#cli/secrets/edit.ts')).runSecretsDelete(name, options, io)),
  );
  writing(secrets.command('sync').description('Set what a .env file holds, after its tokens were validated.'))
    .requiredOption('--env-file <path>', 'the file')
    .option('--only <names>', 'only these, separated by commas')
    .action(async (options) => done(await (await import('#cli/secrets/sync.ts')).runSecretsSync(options, io)));
}

function addCheck(secrets: Command, io: Io, done: Done): void {
  secrets
    .command('check')
    .description('Whether what the workflows need exists and works: the same as `ci check`.')
    .addOption(FORMAT())
    .option(...REPO)
    .option('--max-age <age>', 'rotation is due after so long: 90d, 12w, 6m, 1y', '90d')
    .option('--no-color', 'no colours')
    .action(async (options) => done(await (await import('#cli/commands/ci.ts')).runCiCheck(options, io)));
}

function addRotate(secrets: Command, io: Io, done: Done): void {
  const rotate = secrets
    .command('rotate')
    .description('Replace a token in every place where the old one stands, all or nothing; verify CI; then revoke the old one.')
    .addArgument(new Argument('<token>', 'which').choices(['HF_TOKEN', 'MODAL']))
    .option(...REPO)
    .option('--no-github', 'only on this machine')
    .option('--no-verify', 'do not verify CI afterwards')
    .option('--revoke-old', 'revoke the old token when the new one works everywhere')
    .option('--unchecked', 'also when the service could not be asked about the new token')
    .option('--yes', 'do not ask')
    .option('--no-color', 'no colours');
  addTokenInput(rotate).action(async (name: string, options) => done(await (await import('#cli/secrets/rotate.ts')).runSecretsRotate(name, options, io)));
}

/** `secrets` and what is below it. */
export function addSecrets(program: Command, io: Io, done: Done): void {
  const secrets = program.command('secrets').description('The secrets that GitHub keeps for this repository.');
  addList(secrets, io, done);
  addEdits(secrets, io, done);
  addCheck(secrets, io, done);
  addVerify(secrets, io, done);
  addRotate(secrets, io, done);
}
