import { type Command, Option } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

const OWN_EXIT_CODES = `
0: nothing wrong was found. 1: a cause was found. 3: something could not be asked or read, or the log holds errors that are unknown here.`;

/** `doctor` and its flags. */
export function addDoctor(program: Command, io: Io, done: Done): void {
  program
    .command('doctor')
    .description('Explain why a token does not work: look at the environment, files and services, or at the log of a run that failed.')
    .argument('[log]', 'a file with a log; - for standard input')
    .option('--log <file>', 'the same as the argument')
    .option('--run <id>', "the failed steps' log of a run of GitHub Actions, through gh")
    .option('-R, --repo <repository>', 'with --run: OWNER/NAME; default: the repository that the remotes lead to')
    .option('--offline', 'ask no service')
    .option('--timeout <seconds>', 'for one call', '10')
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json']).default('text'))
    .option('--no-color', 'no colours')
    .addHelpText('after', OWN_EXIT_CODES)
    .action(async (log: string | undefined, options) => done(await (await import('#cli/commands/doctor.ts')).runDoctor(log, options, io)));
}
