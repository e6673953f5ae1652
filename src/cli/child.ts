import { type ChildProcess, spawn } from 'node:child_process';
import { constants, platform } from 'node:os';
import type { Io } from '#cli/io.ts';
import { redactStream } from '#cli/redact-stream.ts';
import { Sink } from '#cli/sink.ts';
import type { Redactor } from '#detect/redactor/redactor.ts';

/** How a shell says that a command could not be started. */
const NOT_FOUND = 127;
const NOT_STARTED = 126;

export interface ChildEnd {
  /** As a shell gives it. */
  readonly exitCode: number;
  /** Why the command could not be started; `undefined` when it ran. */
  readonly failure?: NodeJS.ErrnoException;
}

function endOf(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once('error', (failure: NodeJS.ErrnoException) => {
      const isMissing = failure.code === 'ENOENT'; // on Windows the interpreter that did not find it has a pid
      if (child.pid === undefined || isMissing) resolve({ exitCode: isMissing ? NOT_FOUND : NOT_STARTED, failure });
    });
    child.once('close', (code, signal) => resolve({ exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) }));
  });
}

/**
 * What starts a command. On Windows programs such as `modal` and `npx` are `.cmd` files, which node starts no more: they go to the command interpreter,
 * with their arguments escaped for it.
 *
 * @see https://nodejs.org/en/blog/vulnerability/april-2024-security-releases-2
 */
async function spawner(): Promise<typeof spawn> {
  return platform() === 'win32' ? (await import('cross-spawn')).default.spawn : spawn;
}

/**
 * Runs a command to its end with our streams, and hands signals on to it.
 *
 * @param redactors One for each output, which are then pipes and no terminal; without them the command has our own streams.
 */
export async function runChild(command: readonly string[], io: Io, redactors?: readonly [Redactor, Redactor]): Promise<ChildEnd> {
  const [name = '', ...args] = command;
  const piped = redactors === undefined ? 'inherit' : 'pipe';
  const start = await spawner();
  const child = start(name, args, { cwd: io.cwd, env: { ...io.env }, stdio: ['inherit', piped, piped] });
  const stopRelay = io.relaySignals((signal) => child.kill(signal));
  const ended = endOf(child);
  try {
    const outputs = redactors === undefined ? [] : [copy(child.stdout, redactors[0], io.stdout), copy(child.stderr, redactors[1], io.stderr)];
    const [end] = await Promise.all([ended, ...outputs]);
    return end;
  } finally {
    stopRelay();
  }
}

async function copy(source: NodeJS.ReadableStream | null, redactor: Redactor, output: Io['stdout']): Promise<void> {
  if (source !== null) await redactStream(source as AsyncIterable<Uint8Array>, { redactor, sink: new Sink(output) });
}
