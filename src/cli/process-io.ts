import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Io } from '#cli/io.ts';

/** A reader that goes away (`| head`) ends the output, not the verdict. */
function ignoreBrokenPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const guarded = new Set<NodeJS.WriteStream>();

/** Streams take milliseconds to open: one that is not used stays closed. */
function opened(name: 'stdout' | 'stderr'): NodeJS.WriteStream {
  const stream = process[name];
  if (!guarded.has(stream)) {
    guarded.add(stream);
    ignoreBrokenPipe(stream);
  }
  return stream;
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

/**
 * The real process. Its streams and its signal are made when they are first asked for.
 *
 * @param programUrl The folder of the program's entry.
 */
export function processIo(programUrl: URL): Io {
  const programFolder = fileURLToPath(programUrl);
  let signal: AbortSignal | undefined;
  return {
    cwd: process.cwd(),
    env: process.env,
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return opened('stdout');
    },
    get stderr() {
      return opened('stderr');
    },
    now: () => performance.now(),
    get signal() {
      signal ??= interruption();
      return signal;
    },
    relaySignals,
    authLog: async () => undefined, // commands write one, hooks do not
    nodePath: process.execPath,
    cliPath: process.argv[1] ?? join(programFolder, 'auth-guard.js'),
    programFolder,
  };
}
