import { describeError } from '#cli/errors.ts';
import type { Io } from '#cli/io.ts';

/** Runs one command and gives the process's exit code. Hooks take a way of their own, past the option parser, because they run at every commit. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    if (argv[0] === 'hook') return await (await import('#cli/commands/hook.ts')).runHook(argv.slice(1), io);
    return await (await import('#cli/program.ts')).runProgram(argv, io);
  } catch (error) {
    const { text, exitCode } = describeError(error);
    io.stderr.write(text);
    return exitCode;
  }
}
