import type { Command } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

/** `init`, `uninstall` and `hook`. */
export function addHooks(program: Command, io: Io, done: Done): void {
  program
    .command('init')
    .description('Install the git hooks beside what stands.')
    .option('--check', 'only say whether the hooks that git will run are ours')
    .option('--server', 'in a bare repository: pre-receive, which sees every push before it counts')
    .option('--config', 'in the configuration of this repository instead of its hooks folder (git 2.54 or newer)')
    .option('--global', 'in your own configuration, for every repository (git 2.54 or newer)')
    .option('--force', 'also where lefthook, pre-commit or simple-git-hooks look after the hooks')
    .option('--yes', 'for scripts: init asks nothing anyway')
    .action(async (options) => done(await (await import('#cli/commands/init.ts')).runInit(options, io)));
  program
    .command('uninstall')
    .description('Take the git hooks out and put back what stood before.')
    .option('--global', 'those of your own configuration')
    .action(async (options) => done(await (await import('#cli/commands/uninstall.ts')).runUninstall(options, io)));
  program
    .command('hook')
    .description('What the installed hooks run: pre-commit, pre-merge-commit, commit-msg, pre-push or pre-receive.')
    .argument('<event>')
    .argument('[arguments...]');
}
