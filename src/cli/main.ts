import type { Io } from '#cli/io.ts';

/** Takes `--debug` out, wherever it stands before a `--`, or before `run`, whose words are another program's. */
function withoutDebug(argv: readonly string[], { env }: Io): { readonly args: readonly string[]; readonly debug: boolean } {
  const end = argv.findIndex((word) => word === '--' || word === 'run');
  const at = argv.indexOf('--debug');
  const given = at >= 0 && (end < 0 || at < end);
  return { args: given ? argv.toSpliced(at, 1) : argv, debug: given || (env['AUTH_GUARD_DEBUG'] ?? '') !== '' };
}

function isHelp(word: string | undefined): boolean {
  return word === '--help' || word === '-h';
}

/** Runs one command and gives the process's exit code. Hooks take a way of their own, past the option parser, because they run at every commit. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const { args, debug } = withoutDebug(argv, io);
  try {
    if (args[0] === 'hook' && !isHelp(args[1])) return await (await import('#cli/commands/hook.ts')).runHook(args.slice(1), io);
    return await (await import('#cli/program.ts')).runProgram(args, io);
  } catch (error) {
    const [{ causesOf, describeError }, { redact }, { secretValues }] = await Promise.all([
      import('#cli/errors.ts'),
      import('#redact.ts'),
      import('#cli/secret-environment.ts'),
    ]);
    const { text, exitCode } = describeError(error, io);
    // it may repeat an argument, and somebody may have written a token there; or a client's words, and that has the token of the environment
    io.stderr.write(redact(debug ? text + causesOf(error) : text, { values: secretValues(io, []).values }));
    return exitCode;
  }
}
