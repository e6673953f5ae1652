import type { Command } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

/** `purge` and its flags. */
export function addPurge(program: Command, io: Io, done: Done): void {
  program
    .command('purge')
    .description('Prepare, and with --run do, a rewrite of the history without a token.')
    .requiredOption('--fingerprint <fingerprint...>', `the findings to take out, as \`${io.programName} scan --history --format json\` names them`)
    .option('--run', 'rewrite the history of this clone, which must be a fresh one')
    .option('--no-color', 'no colours')
    .action(async (options) => done(await (await import('#cli/commands/purge.ts')).runPurge(options, io)));
}
