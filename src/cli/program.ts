import { Command, CommanderError } from 'commander';
import { CommandLog } from '#cli/auth-log.ts';
import { describeError } from '#cli/errors.ts';
import { EXIT, EXIT_CODE_HELP } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { addBaseline } from '#cli/options/baseline.ts';
import { addCi } from '#cli/options/ci.ts';
import { addDoctor } from '#cli/options/doctor.ts';
import type { Done } from '#cli/options/done.ts';
import { addHooks } from '#cli/options/hooks.ts';
import { addLog } from '#cli/options/log.ts';
import { addPurge } from '#cli/options/purge.ts';
import { addRedact } from '#cli/options/redact.ts';
import { addRules } from '#cli/options/rules.ts';
import { addRun } from '#cli/options/run.ts';
import { addScan } from '#cli/options/scan.ts';
import { addSecrets } from '#cli/options/secrets.ts';
import { addSetup } from '#cli/options/setup.ts';
import { addUpload } from '#cli/options/upload.ts';
import { addValidate } from '#cli/options/validate.ts';
import { VERSION } from '#version.ts';

type Add = (program: Command, io: Io, done: Done) => void;

/** In the order of `--help`. */
const COMMANDS: readonly Add[] = [
  addScan,
  addBaseline,
  addRules,
  addPurge,
  addHooks,
  addValidate,
  addLog,
  addDoctor,
  addRun,
  addRedact,
  addCi,
  addSecrets,
  addSetup,
  addUpload,
];

/** Every command, those of commands too. */
function below(command: Command): readonly Command[] {
  return command.commands.flatMap((one) => [one, ...below(one)]);
}

/** A scan starts with its own options alone: those of all commands take as long as the scan of a hundred files. */
function commandsFor([name]: readonly string[]): readonly Add[] {
  return name === 'scan' ? [addScan] : COMMANDS;
}

/** What is wrong with the command line, without what may be a token: somebody may have written one there. */
async function withoutValues(complaint: string): Promise<string> {
  const { redact } = await import('#redact.ts');
  return redact(complaint.replace(/(unknown option '--?[\w-]+)=[^']*'/g, "$1=…'"));
}

/** Parses the command line and runs the command it names. */
export async function runProgram(argv: readonly string[], processIo: Io): Promise<number> {
  const log = new CommandLog(processIo);
  const io: Io = Object.create(processIo, { authLog: { value: log.open } }); // not a copy, which would open every stream and catch Ctrl-C
  let exitCode: number = EXIT.clean;
  const done: Done = (code) => {
    exitCode = code;
  };
  const complaints: string[] = [];
  const program = new Command(io.programName)
    .description('Keeps Hugging Face and Modal tokens out of git.')
    .version(VERSION)
    .option('--debug', 'show the causes of an error') // main.ts takes it
    .addHelpText('after', EXIT_CODE_HELP)
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => complaints.push(text) })
    .exitOverride()
    .enablePositionalOptions()
    .showHelpAfterError('(add --help for the options)');
  for (const add of commandsFor(argv)) add(program, io, done);
  for (const command of program.commands) command.copyInheritedSettings(program);
  for (const command of below(program)) command.addHelpText('after', EXIT_CODE_HELP);
  log.attach(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      await log.ended(describeError(error).exitCode);
      throw error;
    }
    if (complaints.length > 0) io.stderr.write(await withoutValues(complaints.join('')));
    return error.exitCode === 0 && error.code !== 'commander.help' ? EXIT.clean : EXIT.usage;
  }
  await log.ended(exitCode);
  return exitCode;
}
