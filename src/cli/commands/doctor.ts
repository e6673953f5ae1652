import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { cacheFolder } from '#auth/cache-folder.ts';
import { diagnoseSurroundings } from '#auth/diagnosis/diagnose.ts';
import { diagnoseLog } from '#auth/diagnosis/diagnose-log.ts';
import { type DoctorReport, exitCodeOfReport } from '#auth/diagnosis/report.ts';
import { DIAGNOSES } from '#auth/diagnosis/table.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import { docsPage } from '#cli/docs.ts';
import type { ExitCode } from '#cli/exit-codes.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { withRunnableSteps } from '#cli/runnable.ts';
import { secretValues } from '#cli/secret-environment.ts';
import { createTextRedactor } from '#detect/redactor/redact.ts';
import { AuthGuardError } from '#errors.ts';
import { renderDiagnosisJson, renderDiagnosisText } from '#report/diagnosis.ts';
import { RULES } from '#rules/index.ts';

export interface DoctorOptions {
  readonly log?: string;
  readonly run?: string;
  readonly repo?: string;
  readonly offline?: boolean;
  readonly timeout: string;
  readonly format: 'text' | 'json';
  /** False for `--no-color`. */
  readonly color: boolean;
}

interface Log {
  readonly name: string;
  readonly pieces: AsyncIterable<Uint8Array>;
}

function fileLog(path: string, io: Io): Log {
  const file = resolve(io.cwd, path);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw new AuthGuardError('PATH_NOT_FOUND', `There is no file ${path}.`, { help: 'Name the log, or - for standard input.' });
  if (stat.isDirectory()) throw new AuthGuardError('USAGE', `${path} is a folder.`, { help: 'Name the log itself.' });
  return { name: path, pieces: createReadStream(file) };
}

async function runLog(id: string, repository: string | undefined, io: Io): Promise<Log> {
  const { name, text } = await (await import('#cli/failed-log.ts')).failedLog(io, { id, repository });
  return { name, pieces: pieceOf(text) };
}

async function* pieceOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function logOf(argument: string | undefined, { log, run, repo }: DoctorOptions, io: Io): Promise<Log | undefined> {
  const named = [argument, log, run].filter((one) => one !== undefined);
  if (named.length > 1) throw new AuthGuardError('USAGE', 'A log, --log and --run exclude one another.', { help: 'Name one of them.' });
  if (run === undefined && repo !== undefined)
    throw new AuthGuardError('USAGE', '--repo belongs to --run.', { help: 'auth-guard doctor --run ID --repo OWNER/NAME' });
  if (run !== undefined) return runLog(run, repo, io);
  const path = argument ?? log;
  return path === undefined ? undefined : path === '-' ? { name: 'standard input', pieces: io.stdin } : fileLog(path, io);
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds) || seconds <= 0)
    throw new AuthGuardError('USAGE', `--timeout ${text} is no number of seconds.`, { help: 'Write --timeout 10, for example.' });
  return seconds;
}

async function lookAround(options: DoctorOptions, io: Io): Promise<DoctorReport> {
  const surroundings = createSurroundings(io.env);
  return diagnoseSurroundings(DIAGNOSES, {
    surroundings,
    offline: options.offline,
    timeoutMs: secondsOf(options.timeout) * 1000,
    signal: io.signal,
    cacheFolder: cacheFolder(surroundings),
    logger: await io.authLog(),
  });
}

async function readLog(log: Log, io: Io): Promise<DoctorReport> {
  try {
    return await diagnoseLog(DIAGNOSES, { ...log, redact: createTextRedactor(RULES, secretValues(io, []).values) });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new AuthGuardError('LOG_UNREADABLE', `${log.name} could not be read (${code}).`, { cause });
  }
}

/** `auth-guard doctor`: explains a log, or what is wrong around. */
export async function runDoctor(argument: string | undefined, options: DoctorOptions, io: Io): Promise<ExitCode> {
  const log = await logOf(argument, options, io);
  const report = withRunnableSteps(log === undefined ? await lookAround(options, io) : await readLog(log, io), io);
  io.stdout.write(
    options.format === 'json'
      ? renderDiagnosisJson(report)
      : renderDiagnosisText(report, { colour: wantsColour(io, io.stdout, !options.color), docs: docsPage('doctor.md', io), program: io.programName }),
  );
  return exitCodeOfReport(report);
}
