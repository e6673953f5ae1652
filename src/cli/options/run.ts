import type { Command } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

const OWN_EXIT_CODES = `
Once the command runs, its exit code is ours; 128 + n when signal n ended it. 126: it could not be started. 127: there is no such command.
The table above holds for what comes before.`;

/** `run` and its flags. */
export function addRun(program: Command, io: Io, done: Done): void {
  program
    .command('run')
    .description(`Validate the tokens first, then run a command: ${io.programName} run --needs huggingface,modal -- modal run train.py`)
    .argument('<command...>', 'the command and its arguments; put -- before it')
    .option(
      '--needs <list>',
      'refuse unless these work: huggingface, modal; write, gated, repo:acme/m of the Hugging Face token. Default: the tokens that are set',
    )
    .option('--strict', 'refuse as well when a service cannot be asked')
    .option('--offline', 'ask no service: only where the tokens stand and what they look like')
    .option('--redact', 'mask tokens in what the command prints')
    .option('--no-color', 'no colours')
    .passThroughOptions()
    .addHelpText('after', OWN_EXIT_CODES)
    .action(async (command: string[], options) => done(await (await import('#cli/commands/run.ts')).runRun(command, options, io)));
}
