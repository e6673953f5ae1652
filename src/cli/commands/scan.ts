import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ExitCode, exitCodeOf } from '#cli/exit-codes.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { withProgress } from '#cli/progress.ts';
import { collectorFor, detectorFor } from '#cli/scan-setup.ts';
import { CONFIG_FILE } from '#config/config.ts';
import { configFrom, loadConfig } from '#config/load.ts';
import { parseSize } from '#config/size.ts';
import { AuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';
import { stagedFile } from '#git/staged-file.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import { renderJson } from '#report/json.ts';
import { renderText } from '#report/text.ts';
import type { Collector } from '#scan/collector.ts';
import type { ScanReport } from '#scan/report.ts';

export interface ScanOptions {
  readonly staged?: boolean;
  readonly stdin?: boolean;
  readonly name: string;
  /** False for `--no-ignore`. */
  readonly ignore: boolean;
  readonly format: 'text' | 'json';
  readonly output?: string;
  readonly rules?: string;
  readonly maxSize?: string;
  readonly quiet?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

function checkUsage(paths: readonly string[], options: ScanOptions): void {
  const sources = [options.staged, options.stdin, paths.length > 0].filter((one) => one === true).length;
  if (sources > 1) throw new AuthGuardError('USAGE', 'Paths, --staged and --stdin exclude one another.', { help: 'Name one of them.' });
}

function maxSizeOf(options: ScanOptions): number | undefined {
  if (options.maxSize === undefined) return undefined;
  const bytes = parseSize(options.maxSize);
  if (bytes === undefined) throw new AuthGuardError('USAGE', `--max-size ${options.maxSize} is no size.`, { help: 'Write 500k, 10M or 1G.' });
  return bytes;
}

/** `auth-guard scan`: looks where the flags say, and reports. */
export async function runScan(paths: readonly string[], options: ScanOptions, io: Io): Promise<ExitCode> {
  checkUsage(paths, options);
  const git: GitContext = { cwd: io.cwd, env: io.env };
  const top = options.stdin === true ? undefined : await workTreeTop(git);
  const config = options.staged === true ? await configFrom(await stagedFile(git, CONFIG_FILE)) : await loadConfig(top ?? io.cwd);
  const collector = collectorFor(config, io);
  const maxSizeBytes = maxSizeOf(options) ?? config.maxSizeBytes;
  await withProgress(io, collector, () => look(paths, options, { io, git, top, maxSizeBytes, collector }));
  const report = collector.finish();
  emit(report, options, io);
  return exitCodeOf(report.verdict);
}

interface Look {
  readonly io: Io;
  readonly git: GitContext;
  readonly top: string | undefined;
  readonly maxSizeBytes: number | undefined;
  readonly collector: Collector;
}

async function look(paths: readonly string[], options: ScanOptions, { io, ...scan }: Look): Promise<void> {
  const detector = detectorFor(options.rules);
  if (options.stdin === true) return (await import('#scan/scan-stream.ts')).scanStream(io.stdin, options.name, { ...scan, detector });
  if (options.staged === true) return (await import('#scan/scan-staged.ts')).scanStaged({ ...scan, detector });
  const { assistantFor } = await import('#cli/assistant.ts');
  const assistant = assistantFor(io.programFolder, { cwd: io.cwd, ruleIds: detector.rules.map((rule) => rule.id), maxSizeBytes: scan.maxSizeBytes });
  return (await import('#scan/scan-paths.ts')).scanPaths({ ...scan, detector, paths, noIgnore: !options.ignore, signal: io.signal, assistant });
}

function emit(report: ScanReport, options: ScanOptions, io: Io): void {
  const colour = options.output === undefined && wantsColour(io, io.stdout, !options.color);
  const text = options.format === 'json' ? renderJson(report) : renderText(report, { colour, quiet: options.quiet === true });
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
