import { type Command, Option } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

/** `secrets verify` and its flags. */
export function addSecrets(program: Command, io: Io, done: Done): void {
  const secrets = program.command('secrets').description('The secrets that GitHub keeps for this repository.');
  secrets
    .command('verify')
    .description('Start the validating workflow, follow it, and say of each secret whether it works.')
    .argument('[names...]', 'secrets; all that the workflow tries by default')
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json']).default('text'))
    .option('--repo <name>', 'the repository: OWNER/NAME, or HOST/OWNER/NAME; by default the one that the remotes lead to')
    .option('--timeout <seconds>', 'for the whole run', '900')
    .option('--interval <seconds>', 'between two looks at the run', '3')
    .option('--no-color', 'no colours')
    .action(async (names: string[], options) => done(await (await import('#cli/commands/secrets.ts')).runSecretsVerify(names, options, io)));
}
