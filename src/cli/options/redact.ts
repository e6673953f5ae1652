import type { Command } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

/** `redact` and its flags. */
export function addRedact(program: Command, io: Io, done: Done): void {
  program
    .command('redact')
    .description('Copy standard input to standard output, every token masked as it streams.')
    .option('--env <names>', 'also mask the values of these variables, separated by commas; those of HF_TOKEN, MODAL_TOKEN_SECRET and the like are')
    .action(async (options) => done(await (await import('#cli/commands/redact.ts')).runRedact(options, io)));
}
