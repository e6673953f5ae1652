import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LogReader, readEntry } from '#auth/log/read-log.ts';
import { AUTH_LOG_FILE, authLogPath } from '#cli/auth-log.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { AuthGuardError } from '#errors.ts';
import { authLogText } from '#report/auth-log.ts';

export interface LogOptions {
  readonly follow?: boolean;
  readonly since?: string;
  /** False for `--no-color`. */
  readonly color: boolean;
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const POLL_MS = 250;

/** The younger files of the log come last. */
const ROTATED = 9;

function sinceOf(text: string | undefined): number {
  if (text === undefined) return Number.NEGATIVE_INFINITY;
  const span = /^(?<count>\d+)\s*(?<unit>[smhdw])$/.exec(text.trim())?.groups;
  const time = span === undefined ? Date.parse(text) : Date.now() - Number(span['count']) * (UNITS[span['unit'] ?? ''] ?? 0);
  if (!Number.isNaN(time)) return time;
  throw new AuthGuardError('USAGE', `--since ${text} is no time.`, { help: 'Write 30m, 12h, 7d, or a date such as 2026-01-31.' });
}

function readLines(reader: LogReader, path: string): readonly string[] | undefined {
  try {
    return reader.read();
  } catch (cause) {
    throw new AuthGuardError('PATH_NOT_FOUND', `${path} could not be read: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}.`, { cause });
  }
}

/** `auth-guard log`: the log for people, older files included. */
export async function runLog(file: string | undefined, { follow, since, color }: LogOptions, io: Io): Promise<ExitCode> {
  const path = file === undefined ? ((await authLogPath(undefined, io)) ?? resolve(io.cwd, AUTH_LOG_FILE)) : resolve(io.cwd, file);
  const from = sinceOf(since);
  const colour = wantsColour(io, io.stdout, !color);
  const show = (lines: readonly string[]): void => {
    for (const entry of lines.map(readEntry)) {
      if (typeof entry === 'string' ? from === Number.NEGATIVE_INFINITY : Date.parse(entry.time) >= from) io.stdout.write(authLogText(entry, colour));
    }
  };
  for (let age = ROTATED; age >= 1; age -= 1) show(readLines(new LogReader(`${path}.${age}`), path) ?? []);
  const reader = new LogReader(path);
  const first = readLines(reader, path);
  if (first === undefined && follow !== true) {
    throw new AuthGuardError('PATH_NOT_FOUND', `There is no log at ${path}.`, {
      help: 'Commands write it when asked to: auth-guard validate --log   or AUTH_GUARD_LOG=1   or log: in .auth-guard.yaml',
    });
  }
  show(first ?? []);
  while (follow === true && !io.signal.aborted) {
    await sleep(POLL_MS, undefined, { signal: io.signal }).catch(() => undefined);
    show(readLines(reader, path) ?? []);
  }
  return EXIT.clean;
}
