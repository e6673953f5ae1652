import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { withProgress } from '#cli/progress.ts';
import { collectorFor, detectorFor, detectorsFor } from '#cli/scan-setup.ts';
import { acceptancesFrom, settingsInFolder, today } from '#cli/settings.ts';
import { type BaselineEntry, baselineText } from '#config/baseline.ts';
import { BASELINE_FILE } from '#config/config.ts';
import { AuthGuardError } from '#errors.ts';
import { authorName, type GitContext } from '#git/git.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import { baselineAdded, baselineListing, baselinePruned } from '#report/baseline.ts';
import { renderText } from '#report/text.ts';
import type { Acceptances } from '#scan/allow.ts';
import { entriesFor } from '#scan/baseline.ts';
import type { Finding, ScanReport } from '#scan/report.ts';

export interface AcceptOptions {
  readonly reason: string;
  readonly by?: string;
  readonly history?: boolean;
  readonly fingerprint?: readonly string[];
}

/** The folder whose baseline it is: the repository's top, or where the command runs. */
interface Place {
  readonly io: Io;
  readonly folder: string;
  readonly top: string | undefined;
  readonly git: GitContext;
  readonly accept: Acceptances;
}

async function placeFor(io: Io): Promise<Place> {
  const top = await workTreeTop({ cwd: io.cwd, env: io.env });
  const folder = top ?? io.cwd;
  return { io, folder, top, git: { cwd: folder, env: io.env }, accept: await acceptancesFrom(settingsInFolder(folder)) };
}

async function scanFiles({ io, top, git, accept }: Place): Promise<ScanReport> {
  const { config } = accept;
  const collector = collectorFor(accept, 'files', { io, whole: true });
  const { scanPaths } = await import('#scan/scan-paths.ts');
  const scan = {
    git,
    top,
    paths: [],
    noIgnore: false,
    maxSizeBytes: config.maxSizeBytes,
    detector: detectorFor({}, config),
    collector,
    signal: io.signal,
  };
  await withProgress(io, collector, () => scanPaths(scan));
  return collector.finish();
}

async function scanObjects({ io, git, accept }: Place): Promise<ScanReport> {
  const { config } = accept;
  const collector = collectorFor(accept, 'history', { io, whole: true });
  const { scanHistory } = await import('#scan/scan-history.ts');
  const scan = {
    git,
    walk: undefined,
    maxSizeBytes: config.maxSizeBytes,
    detectors: detectorsFor({}, config),
    collector,
    useCache: true,
    signal: io.signal,
    prefix: '',
  };
  await withProgress(io, collector, () => scanHistory(scan));
  return collector.finish();
}

/** What was skipped is said; it is neither accepted nor gone. */
function sayIncomplete(io: Io, reports: readonly ScanReport[]): ExitCode {
  const incomplete = reports.filter((report) => report.skipped.length > 0);
  for (const report of incomplete) io.stderr.write(renderText({ ...report, findings: [] }, { colour: false, quiet: true }));
  return incomplete.length > 0 ? EXIT.incomplete : EXIT.clean;
}

function chosen(findings: readonly Finding[], fingerprints: readonly string[] | undefined): readonly Finding[] {
  const unknown = fingerprints?.find((one) => !findings.some((finding) => finding.fingerprint === one));
  if (unknown !== undefined)
    throw new AuthGuardError('USAGE', `There is no finding ${unknown} that is not accepted.`, {
      help: 'auth-guard scan --format json lists the fingerprints.',
    });
  return fingerprints === undefined ? findings : findings.filter((finding) => fingerprints.includes(finding.fingerprint));
}

function write(folder: string, entries: readonly BaselineEntry[]): void {
  const file = join(folder, BASELINE_FILE);
  try {
    writeFileSync(`${file}.new`, baselineText(entries));
    renameSync(`${file}.new`, file);
  } catch (cause) {
    throw new AuthGuardError('OUTPUT_FAILED', `${BASELINE_FILE} could not be written: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}.`, {
      cause,
    });
  }
}

/** `auth-guard baseline create` and `update`: accepts what is found beyond what is accepted already. */
export async function acceptFindings(options: AcceptOptions, { isNew }: { readonly isNew: boolean }, io: Io): Promise<ExitCode> {
  const place = await placeFor(io);
  const before = place.accept.baseline;
  if (isNew && before !== undefined)
    throw new AuthGuardError('USAGE', `There is a ${BASELINE_FILE} already.`, { help: 'auth-guard baseline update adds to it.' });
  if (!isNew && before === undefined) throw new AuthGuardError('USAGE', `There is no ${BASELINE_FILE}.`, { help: 'auth-guard baseline create makes one.' });
  if (options.reason.trim() === '')
    throw new AuthGuardError('USAGE', '--reason is empty.', { help: 'Say why the findings are accepted: whoever reads the file will ask.' });
  const by = options.by ?? (await authorName(place.git));
  if (by === undefined) throw new AuthGuardError('USAGE', 'git knows no user here.', { help: 'Say who accepts the findings: --by "Ada Lovelace".' });
  const reports = [await scanFiles(place), ...(options.history === true ? [await scanObjects(place)] : [])];
  const findings = chosen(
    reports.flatMap((report) => report.findings),
    options.fingerprint,
  );
  const known = new Set(before?.map((entry) => entry.fingerprint));
  const added = entriesFor(findings, { by, on: today(), reason: options.reason.trim() }).filter((entry) => !known.has(entry.fingerprint));
  const entries = [...(before ?? []), ...added];
  write(place.folder, entries);
  io.stdout.write(baselineAdded(added, { file: BASELINE_FILE, total: entries.length, isNew }));
  return sayIncomplete(io, reports);
}

function existing(place: Place): readonly BaselineEntry[] {
  const { baseline } = place.accept;
  if (baseline === undefined) throw new AuthGuardError('USAGE', `There is no ${BASELINE_FILE}.`, { help: 'auth-guard baseline create makes one.' });
  return baseline;
}

/** `auth-guard baseline prune`: takes out what stands nowhere any more. What could not be read may hold it, so that then nothing is taken out. */
export async function pruneBaseline(io: Io): Promise<ExitCode> {
  const place = await placeFor(io);
  const before = existing(place);
  const reports = [await scanFiles(place), ...(place.top === undefined ? [] : [await scanObjects(place)])];
  const exitCode = sayIncomplete(io, reports);
  if (exitCode !== EXIT.clean) {
    io.stderr.write('auth-guard: nothing was taken out, because not everything could be checked.\n');
    return exitCode;
  }
  const gone = before.filter((entry) => reports.every((report) => report.settings.unusedBaseline.includes(entry.fingerprint)));
  const left = before.filter((entry) => !gone.includes(entry));
  if (gone.length > 0) write(place.folder, left);
  io.stdout.write(baselinePruned(gone, { file: BASELINE_FILE, left: left.length }));
  return EXIT.clean;
}

/** `auth-guard baseline show`. */
export async function showBaseline(io: Io): Promise<ExitCode> {
  io.stdout.write(baselineListing(existing(await placeFor(io))));
  return EXIT.clean;
}
