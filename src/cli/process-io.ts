import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Io } from '#cli/io.ts';

/** A reader that goes away (`| head`) ends the output, not the verdict. */
function ignoreBrokenPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

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
 * The real process.
 *
 * @param programUrl The folder of the program's entry.
 */
export function processIo(programUrl: URL): Io {
  const programFolder = fileURLToPath(programUrl);
  ignoreBrokenPipe(process.stdout);
  ignoreBrokenPipe(process.stderr);
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    now: () => performance.now(),
    signal: interruption(),
    relaySignals,
    nodePath: process.execPath,
    cliPath: process.argv[1] ?? join(programFolder, 'auth-guard.js'),
    programFolder,
  };
}
