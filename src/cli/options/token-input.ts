import type { Command } from 'commander';

/** The ways in which a token is taken in. There is none by argument. */
export function addTokenInput(command: Command): Command {
  return command
    .option('--from-env [name]', 'take it from the environment: the usual variable, or one of this name')
    .option('--from-stdin', 'take it from standard input; of a Modal token first the id, then the secret');
}
