import type { AuthLogger } from '#auth/log/logger.ts';

/** The process as the commands see it: streams, folder, environment and clock are parameters, so that a test can give its own. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean | undefined };
  readonly stdout: Output;
  readonly stderr: Output;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  /** Aborted by SIGINT. */
  readonly signal: AbortSignal;
  /**
   * From now on hands on the signals that ask this process to end, instead of ending; gives the function that stops it.
   * Ctrl-C in a terminal is not handed on: the terminal sends it to every program in the foreground.
   */
  readonly relaySignals: (relay: (name: NodeJS.Signals) => void) => () => void;
  /** The auth log, where it was asked for: the same one for a whole run. */
  readonly authLog: () => Promise<AuthLogger | undefined>;
  /** What runs this program, for hooks to find it again. */
  readonly nodePath: string;
  readonly cliPath: string;
  /** Where the program's entry stands: `dist` of the package. */
  readonly programFolder: string;
  /** How it is called on the command line here, for the commands that messages name. */
  readonly programName: string;
}

export interface Output {
  /** False when what was written waits for its reader. */
  write(text: string | Uint8Array): unknown;
  once?(event: 'drain' | 'error' | 'close', listener: () => void): unknown;
  removeListener?(event: 'drain' | 'error' | 'close', listener: () => void): unknown;
  readonly isTTY?: boolean | undefined;
}

/** Whether to colour what goes to a stream. @see https://no-color.org */
export function wantsColour(io: Io, output: Output, noColour: boolean): boolean {
  if (noColour || (io.env['NO_COLOR'] ?? '') !== '') return false;
  return (io.env['FORCE_COLOR'] ?? '') !== '' || output.isTTY === true;
}

/** Everything that comes on a stream, as text. */
export async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
