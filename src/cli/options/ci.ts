import { type Command, Option } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

/** `ci check`, `ci init` and their flags. */
export function addCi(program: Command, io: Io, done: Done): void {
  const ci = program.command('ci').description('The secrets that the workflows of this repository need.');
  ci.command('check')
    .description('Hold what the workflows read against what GitHub keeps: missing, unused, wrong level, old, never proven; and risky habits.')
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json']).default('text'))
    .option('--repo <name>', 'the repository: OWNER/NAME, or HOST/OWNER/NAME; by default the one that the remotes lead to')
    .option('--max-age <age>', 'rotation is due after so long: 90d, 12w, 6m, 1y', '90d')
    .option('--fix', 'mend what is mechanical; comments and layout of the files stay')
    .option('--offline', 'do not ask GitHub: only what the files say')
    .option('--no-color', 'no colours')
    .action(async (options) => done(await (await import('#cli/commands/ci.ts')).runCiCheck(options, io)));
  ci.command('init')
    .description('Write the workflow that scans pushes and proves that the tokens work: on each push, by hand and weekly.')
    .addOption(new Option('--workflow <name>', 'which workflow').choices(['auth-guard', 'upload-hub']).default('auth-guard'))
    .option('--needs <list>', 'what the Hugging Face token must do: write, gated, repo:acme/m')
    .option('--oidc', 'upload-hub: no secret; the Hub trusts this repository (Trusted Publishers)')
    .option('--force', 'write over a file that stands there')
    .option('--print', 'only print it')
    .action(async (options) => done(await (await import('#cli/commands/ci-init.ts')).runCiInit(options, io)));
}
