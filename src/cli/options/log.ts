import type { Command } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

/** `log` and its flags. */
export function addLog(program: Command, io: Io, done: Done): void {
  program
    .command('log')
    .description('Show the auth log, which other commands write with --log, AUTH_GUARD_LOG or `log` in the settings.')
    .argument('[file]', 'the log; by default that of AUTH_GUARD_LOG, else of the settings, else logs/auth.log')
    .option('--follow', 'go on with what is added, until Ctrl-C')
    .option('--since <time>', 'only from then on: 30m, 12h, 7d, or a date such as 2026-01-31')
    .option('--no-color', 'no colours')
    .action(async (file: string | undefined, options) => done(await (await import('#cli/commands/log.ts')).runLog(file, options, io)));
}
