import { Argument, type Command, Option } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

/** `validate` and its flags. */
export function addValidate(program: Command, io: Io, done: Done): void {
  program
    .command('validate')
    .description('Find the tokens that the official libraries would use, and ask their services whether they work.')
    .addArgument(new Argument('[service]', 'whose token').choices(['huggingface', 'modal', 'all']).default('all'))
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json']).default('text'))
    .option('--offline', 'ask no service: only where the token stands, its shape, and the date in an OAuth token')
    .option('--min-days <days>', 'fail when a token ends sooner')
    .option('--needs <list>', 'what the Hugging Face token must do: write, gated, repo:acme/m')
    .option('--timeout <seconds>', 'for one call', '10')
    .option('--no-cache', 'ask again, whatever was answered minutes ago')
    .option('--no-color', 'no colours')
    .action(async (service: string, options) => done(await (await import('#cli/commands/validate.ts')).runValidate(service, options, io)));
}
