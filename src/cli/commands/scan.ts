import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ExitCode, exitCodeOf } from '#cli/exit-codes.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { withProgress } from '#cli/progress.ts';
import { checkFlags, isWholeHistory, type ScanOptions, sourceOf } from '#cli/scan-flags.ts';
import { collectorFor, detectorFor, rulesFor } from '#cli/scan-setup.ts';
import type { WorkerSetup } from '#cli/scan-worker.ts';
import { acceptancesFrom, type SettingsTexts, settingsInFolder, settingsInGit } from '#cli/settings.ts';
import type { Config } from '#config/config.ts';
import { parseSize } from '#config/size.ts';
import { AuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';
import { ObjectReader } from '#git/object-reader.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import { renderJson } from '#report/json.ts';
import { renderText } from '#report/text.ts';
import type { Collector } from '#scan/collector.ts';
import { pathsFromTop } from '#scan/from-top.ts';
import type { ScanReport, ScanSource } from '#scan/report.ts';
import type { ObjectAssistant } from '#scan/scan-history.ts';

function maxSizeOf(options: ScanOptions): number | undefined {
  if (options.maxSize === undefined) return undefined;
  const bytes = parseSize(options.maxSize);
  if (bytes === undefined) throw new AuthGuardError('USAGE', `--max-size ${options.maxSize} is no size.`, { help: 'Write 500k, 10M or 1G.' });
  return bytes;
}

async function settingsFor(source: ScanSource, top: string | undefined, io: Io): Promise<SettingsTexts> {
  const git: GitContext = { cwd: io.cwd, env: io.env };
  if (source === 'staged') return settingsInGit(git, 'index');
  if (source === 'history' && top === undefined) return settingsInGit(git, 'HEAD'); // a bare repository
  return settingsInFolder(top ?? io.cwd);
}

/** Whether everything is looked at that settings can be about. */
function isWhole(paths: readonly string[], options: ScanOptions, { source, top, cwd }: { source: ScanSource; top: string | undefined; cwd: string }): boolean {
  if (source === 'history') return isWholeHistory(options);
  return (
    source === 'files' &&
    [options.rules, options.provider, options.severity, options.confidence].every((one) => one === undefined) &&
    (top ?? cwd) === cwd &&
    paths.every((path) => resolve(cwd, path) === cwd)
  );
}

/** `auth-guard scan`: looks where the flags say, and reports. */
export async function runScan(paths: readonly string[], options: ScanOptions, io: Io): Promise<ExitCode> {
  const source = sourceOf(paths, options);
  checkFlags(source, options);
  const git: GitContext = { cwd: io.cwd, env: io.env };
  const top = source === 'stdin' ? undefined : await workTreeTop(git);
  const settings = await settingsFor(source, top, io);
  const accept = await acceptancesFrom(settings);
  const collector = collectorFor(accept, source, {
    io,
    strict: options.strict === true || accept.config.habits.strict,
    blockOn: options.confidence ?? (options.rules === undefined ? 'medium' : 'low'),
    whole: isWhole(paths, options, { source, top, cwd: io.cwd }),
    ...(source === 'files' ? { fromTop: pathsFromTop(io.cwd, top) } : {}),
  });
  const maxSizeBytes = maxSizeOf(options) ?? accept.config.maxSizeBytes;
  await withProgress(io, collector, () => look(paths, options, { io, git, top, source, maxSizeBytes, collector, settings, config: accept.config }));
  const report = source === 'hub' ? (await import('#cli/hub-scan.ts')).withPages(collector.finish(), io) : collector.finish();
  await emit(report, options, io);
  return exitCodeOf(report.verdict);
}

interface Look {
  readonly io: Io;
  readonly git: GitContext;
  readonly top: string | undefined;
  readonly maxSizeBytes: number | undefined;
  readonly collector: Collector;
  readonly settings: SettingsTexts;
  readonly config: Config;
}

/** What another thread is told, so that it finds the same. */
function setupFor(options: ScanOptions, { maxSizeBytes, settings, config }: Pick<Look, 'maxSizeBytes' | 'settings' | 'config'>): WorkerSetup {
  return { ruleIds: rulesFor(options, config).map((rule) => rule.id), maxSizeBytes, settings };
}

async function objectAssistant(options: ScanOptions, io: Io, scan: Pick<Look, 'maxSizeBytes' | 'settings' | 'config'>): Promise<ObjectAssistant | undefined> {
  const { assistantFor } = await import('#cli/assistant.ts');
  return assistantFor(io.programFolder)?.forObjects(setupFor(options, scan));
}

async function lookAtStream(options: ScanOptions, { io, ...scan }: Look): Promise<void> {
  const detector = detectorFor(options, scan.config);
  const habits = options.habits === true ? (await import('#cli/habits.ts')).streamHabits(options.name, { ...scan, mask: detector.mask }) : undefined;
  await (await import('#scan/scan-stream.ts')).scanStream(io.stdin, options.name, { ...scan, detector, onPiece: habits?.take });
  habits?.finish();
}

async function lookAtStaged(options: ScanOptions, scan: Look): Promise<void> {
  const detector = detectorFor(options, scan.config);
  const objects = new ObjectReader(scan.git);
  await (await import('#scan/scan-staged.ts')).scanStaged({ ...scan, objects, detector }).finally(() => objects.close());
  if (options.habits === true) await (await import('#cli/habits.ts')).lookAtStagedHabits(scan.git, { ...scan, mask: detector.mask });
}

async function lookAtFiles(paths: readonly string[], options: ScanOptions, { io, ...scan }: Look): Promise<void> {
  const { top } = scan;
  const listing = { git: scan.git, top, paths, noIgnore: !options.ignore };
  const { listFiles, scanPaths } = await import('#scan/scan-paths.ts');
  const files = listFiles(listing); // git lists them while the engine is built
  files.catch(() => undefined); // thrown where it is awaited
  const detector = detectorFor(options, scan.config);
  const { assistantFor } = await import('#cli/assistant.ts');
  const setup = setupFor(options, scan);
  const thread = assistantFor(io.programFolder);
  const assistant = thread?.forFiles(setup, { cwd: io.cwd, top });
  const companion = thread?.forParts(setup);
  await scanPaths({ ...scan, ...listing, files, detector, signal: io.signal, assistant, companion });
  if (options.habits === true) await (await import('#cli/habits.ts')).lookAtFileHabits(listing, { ...scan, mask: detector.mask });
}

async function look(paths: readonly string[], options: ScanOptions, { source, ...scan }: Look & { readonly source: ScanSource }): Promise<void> {
  const { io } = scan;
  if (source === 'history')
    return (await import('#cli/history.ts')).lookAtHistory(options, { ...scan, signal: io.signal, assistant: await objectAssistant(options, io, scan) });
  if (source === 'hub') return (await import('#cli/hub-scan.ts')).lookAtHub(options, scan);
  if (source === 'stdin') return lookAtStream(options, scan);
  return source === 'staged' ? lookAtStaged(options, scan) : lookAtFiles(paths, options, scan);
}

async function rendered(report: ScanReport, { format, quiet }: ScanOptions, style: { readonly colour: boolean; readonly program: string }): Promise<string> {
  if (format === 'json') return renderJson(report);
  if (format === 'sarif') return (await import('#report/sarif.ts')).renderSarif(report);
  return renderText(report, { ...style, quiet: quiet === true });
}

async function emit(report: ScanReport, options: ScanOptions, io: Io): Promise<void> {
  const colour = options.output === undefined && wantsColour(io, io.stdout, !options.color);
  const text = await rendered(report, options, { colour, program: io.programName });
  if (options.output === undefined) {
    io.stdout.write(text);
    return;
  }
  try {
    writeFileSync(resolve(io.cwd, options.output), text);
  } catch (cause) {
    throw new AuthGuardError(
      'OUTPUT_FAILED',
      `The report could not be written to ${options.output}: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}.`,
      { cause },
    );
  }
}
