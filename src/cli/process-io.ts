import { fstatSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { programName } from '#cli/program-name.ts';
import { AuthGuardError } from '#errors.ts';

/** A reader that goes away (`| head`) ends the output, not the verdict. A report that is lost, as on a full disk, is no verdict. */
function watchErrors(stream: NodeJS.WriteStream): void {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    if (stream === process.stdout) process.stderr.write(`auth-guard: what was to be printed was lost: ${code ?? 'unknown reason'}.\n`);
    process.once('exit', () => {
      process.exitCode = EXIT.incomplete;
    });
  });
}

function currentFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new AuthGuardError('PATH_NOT_FOUND', 'The folder that this runs in is gone.', { help: 'Nothing was checked. cd to one that is there.', cause });
  }
}

/** Node reads a folder (`< .`) as if it were empty. */
function standardInput(): NodeJS.ReadStream {
  if (fstatSync(0).isDirectory()) {
    throw new AuthGuardError('USAGE', 'Standard input is a folder.', { help: 'Nothing was checked. Name the folder as a path, or hand a file on.' });
  }
  return process.stdin;
}

const guarded = new Set<NodeJS.WriteStream>();

/** Streams take milliseconds to open: one that is not used stays closed. */
function opened(name: 'stdout' | 'stderr'): NodeJS.WriteStream {
  const stream = process[name];
  if (!guarded.has(stream)) {
    guarded.add(stream);
    watchErrors(stream);
  }
  return stream;
}

/** Whether anything may have been written that its reader does not have yet. */
export function hasOutput(): boolean {
  return guarded.size > 0;
}

/** Only a command that asks for the signal stands in the way of Ctrl-C. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort()); // a second one ends the process
  return controller.signal;
}

const ENDING: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function relaySignals(relay: (name: NodeJS.Signals) => void): () => void {
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const listener = (name: NodeJS.Signals): void => {
    if (name !== 'SIGINT' || !atTerminal) relay(name);
  };
  for (const name of ENDING) process.on(name, listener);
  return () => {
    for (const name of ENDING) process.removeListener(name, listener);
  };
}

/** `performance.now()` would load ten modules of Node. */
function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

/**
 * The real process. Its streams and its signal are made when they are first asked for.
 *
 * @param programFolder Where the program's entry stands.
 */
export function processIo(programFolder: string): Io {
  let signal: AbortSignal | undefined;
  let cwd: string | undefined;
  return {
    get cwd() {
      cwd ??= currentFolder();
      return cwd;
    },
    env: process.env,
    get stdin() {
      return standardInput();
    },
    get stdout() {
      return opened('stdout');
    },
    get stderr() {
      return opened('stderr');
    },
    now,
    get signal() {
      signal ??= interruption();
      return signal;
    },
    relaySignals,
    authLog: async () => undefined, // commands write one, hooks do not
    nodePath: process.execPath,
    cliPath: process.argv[1] ?? join(programFolder, 'auth-guard.cjs'),
    programFolder,
    get programName() {
      try {
        return programName(programFolder, this.cwd);
      } catch {
        return 'auth-guard'; // the folder is gone, which is said elsewhere
      }
    },
  };
}
