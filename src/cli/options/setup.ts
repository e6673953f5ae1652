import { Argument, type Command } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';
import { addTokenInput } from '#cli/options/token-input.ts';

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** `setup` and its flags. */
function addSetupCommand(program: Command, io: Io, done: Done): void {
  const command = program
    .command('setup')
    .description('Take a token in, validate it, and keep it where the official programs, or CI, read it.')
    .addArgument(new Argument('[service]', 'whose token').choices(['huggingface', 'modal', 'all']).default('all'))
    .option(
      '--to <place>',
      'env-file[=PATH], huggingface[=NAME], modal-profile[=NAME], github, github-env=NAME, github-org=NAME, github-dependabot, modal-secret[=NAME]; may be repeated',
      collect,
    )
    .option('--needs <list>', 'what the Hugging Face token must do: write, gated, repo:acme/m')
    .option('--repo <name>', 'the repository on GitHub; by default the one that the remotes lead to')
    .option('--no-open', 'do not open the page on which tokens are made')
    .option('--unchecked', 'keep it also when the service could not be asked')
    .option('--yes', 'do not ask before it is kept')
    .option('--no-color', 'no colours');
  addTokenInput(command).action(async (service: string, options) => done(await (await import('#cli/commands/setup.ts')).runSetup(service, options, io)));
}

/** `revoke` and its flags. */
function addRevokeCommand(program: Command, io: Io, done: Done): void {
  const command = program
    .command('revoke')
    .description('Make a leaked token useless, whoever it belongs to. This cannot be undone.')
    .addArgument(new Argument('[service]', 'whose token').choices(['huggingface', 'modal']).default('huggingface'))
    .option('--dry-run', 'say what would be revoked, and send nothing')
    .option('--yes', 'do not ask for its redacted name');
  addTokenInput(command).action(async (service, options) => done(await (await import('#cli/commands/revoke.ts')).runRevoke(service, options, io)));
}

/** `setup` and `revoke`. */
export function addSetup(program: Command, io: Io, done: Done): void {
  addSetupCommand(program, io, done);
  addRevokeCommand(program, io, done);
}
