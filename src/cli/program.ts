import { Command, CommanderError, Option } from 'commander';
import { EXIT, EXIT_CODE_HELP, type ExitCode } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { VERSION } from '#version.ts';

type Setter = (exitCode: ExitCode) => void;

function addScan(program: Command, io: Io, done: Setter): void {
  program
    .command('scan')
    .description('Look for tokens in files, in what is staged, in the history, or in standard input.')
    .argument('[paths...]', 'files and folders; in a repository, what git tracks or does not ignore')
    .option('--staged', 'what the next commit would hold, from the index alone')
    .option('--stdin', 'standard input')
    .option('--name <name>', 'the name that findings in standard input get', 'stdin')
    .option('--history', 'every object that git keeps: blobs, messages, names, tags, notes, dangling ones too')
    .option('--reachable', 'history: only what refs reach')
    .option('--range <range>', 'history: only what A..B brings in')
    .option('--branch <name>', 'history: only what this branch reaches')
    .option('--since <date>', 'history: only commits since this date, such as 2024-01-31 or "2 weeks ago"')
    .option('--recurse-submodules', 'history: also that of submodules')
    .option('--no-cache', 'history: read everything again, and keep nothing')
    .option('--no-ignore', 'also files that git ignores')
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json']).default('text'))
    .option('--output <file>', 'write the report to a file')
    .option('--rules <ids>', 'only these rules, separated by commas')
    .option('--max-size <size>', 'skip larger files, and say so: 500k, 10M, 1G')
    .option('--quiet', 'only findings and what was not checked')
    .option('--no-color', 'no colours')
    .action(async (paths: string[], options) => done(await (await import('#cli/commands/scan.ts')).runScan(paths, options, io)));
}

function addPurge(program: Command, io: Io, done: Setter): void {
  program
    .command('purge')
    .description('Prepare, and with --run do, a rewrite of the history without a token.')
    .requiredOption('--fingerprint <fingerprint...>', 'the findings to take out, as `auth-guard scan --history --format json` names them')
    .option('--run', 'rewrite the history of this clone, which must be a fresh one')
    .option('--no-color', 'no colours')
    .action(async (options) => done(await (await import('#cli/commands/purge.ts')).runPurge(options, io)));
}

function addHooks(program: Command, io: Io, done: Setter): void {
  program
    .command('init')
    .description('Install the git hooks beside what stands.')
    .option('--check', 'only say whether the hooks that git will run are ours')
    .option('--server', 'in a bare repository: pre-receive, which sees every push before it counts')
    .option('--yes', 'do not ask')
    .action(async (options) => done(await (await import('#cli/commands/init.ts')).runInit(options, io)));
  program
    .command('uninstall')
    .description('Take the git hooks out and put back what stood before.')
    .action(async () => done(await (await import('#cli/commands/uninstall.ts')).runUninstall(io)));
  program
    .command('hook')
    .description('What the installed hooks run: pre-commit, pre-merge-commit, commit-msg, pre-push or pre-receive.')
    .argument('<event>')
    .argument('[arguments...]');
}

/** Parses the command line and runs the command it names. */
export async function runProgram(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.clean;
  const done: Setter = (code) => {
    exitCode = code;
  };
  const program = new Command('auth-guard')
    .description('Keeps Hugging Face and Modal tokens out of git.')
    .version(VERSION)
    .addHelpText('after', EXIT_CODE_HELP)
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .exitOverride()
    .showHelpAfterError('(add --help for the options)');
  addScan(program, io, done);
  addPurge(program, io, done);
  addHooks(program, io, done);
  for (const command of program.commands) command.copyInheritedSettings(program).addHelpText('after', EXIT_CODE_HELP);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 && error.code !== 'commander.help' ? EXIT.clean : EXIT.usage;
  }
  return exitCode;
}
