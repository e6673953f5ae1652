import { accessSync, constants, lstatSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Detector } from '#detect/detector.ts';
import { AuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';
import { type ListedFile, workTreeFiles } from '#git/work-tree-files.ts';
import type { Collector } from '#scan/collector.ts';
import { FileQueue } from '#scan/file-queue.ts';
import { globFiles } from '#scan/glob-files.ts';
import type { ScanReport } from '#scan/report.ts';
import { type FileScan, scanFiles } from '#scan/scan-files.ts';
import { scanNames } from '#scan/scan-names.ts';
import type { Companion } from '#scan/two-cores.ts';

/** Scans files of the same queue on another core. */
export type Assistant = (files: readonly ListedFile[], queue: FileQueue) => Promise<ScanReport>;

/** From so many files on, what an assistant takes over is more than what it costs to start (about 40 ms, or 2,000 small files). */
const ASSISTED_FROM = 3_000;

export interface PathScan {
  /** `listFiles`, where they are looked for already. */
  readonly files?: Promise<readonly ListedFile[]>;
  readonly git: GitContext;
  /** The repository's top, or `undefined` outside one. */
  readonly top: string | undefined;
  /** Files and folders to look at, relative to `git.cwd`; the whole folder when empty. */
  readonly paths: readonly string[];
  /** Also what git ignores. */
  readonly noIgnore: boolean;
  readonly maxSizeBytes: number | undefined;
  readonly detector: Detector;
  readonly collector: Collector;
  /** Looked at between files; a scan that was stopped says so in its report. */
  readonly signal?: AbortSignal | undefined;
  /** Called in for large trees. */
  readonly assistant?: Assistant | undefined;
  /** Called in for large files where there is no large tree. */
  readonly companion?: Companion | undefined;
}

/** What decides which files are looked at. */
export type Listing = Pick<PathScan, 'git' | 'top' | 'paths' | 'noIgnore'>;

function named(path: string): ListedFile {
  return { path, tracked: false };
}

/** Whether a path leads to a folder that can be gone through. What cannot be reached is taken for a file, so that reading it tells why not. */
function isFolder(path: string): boolean {
  try {
    if (!statSync(path).isDirectory()) return false;
    accessSync(path, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function checkThere(absolute: string, path: string): void {
  if (path === '') throw new AuthGuardError('PATH_NOT_FOUND', 'A path is empty.', { help: 'Nothing was checked. An empty variable, perhaps?' });
  try {
    lstatSync(absolute);
  } catch (cause) {
    if (!['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return;
    throw new AuthGuardError('PATH_NOT_FOUND', `There is no ${path}.`, { help: 'Nothing was checked. Correct the path, then run it again.' });
  }
}

function isInside(top: string, folder: string): boolean {
  const way = relative(top, realpathSync(folder));
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way));
}

async function filesBelow(scan: Listing, folder: string): Promise<readonly ListedFile[]> {
  const absolute = resolve(scan.git.cwd, folder);
  const { top } = scan;
  if (top !== undefined && !scan.noIgnore && isInside(top, absolute)) {
    const files = await workTreeFiles({ ...scan.git, cwd: absolute }, { paths: [], ignored: false });
    return files.map((file) => below(folder, file));
  }
  const unreadable: string[] = [];
  const onUnreadable = (path: string): unknown => unreadable.push(relative(absolute, path) || '.'); // listed too, so that reading it tells why not
  const files = await globFiles(absolute, { patterns: ['**'], ignore: ['**/.git/**'], onUnreadable });
  return [...files, ...unreadable].map((path) => below(folder, named(path)));
}

function below(folder: string, file: ListedFile): ListedFile {
  if (folder === '.' || folder === '') return file;
  const path = join(folder, file.path);
  return file.pathBytes === undefined ? { ...file, path } : { ...file, path, pathBytes: Buffer.concat([Buffer.from(`${folder}/`), file.pathBytes]) };
}

/** The files that a scan of these paths looks at, each once. */
export async function listFiles(scan: Listing): Promise<readonly ListedFile[]> {
  const files = new Map<string, ListedFile>();
  for (const root of scan.paths.length === 0 ? ['.'] : scan.paths) {
    const absolute = resolve(scan.git.cwd, root);
    checkThere(absolute, root);
    for (const one of isFolder(absolute) ? await filesBelow(scan, root) : [named(root)]) files.set(one.path, one);
  }
  return [...files.values()];
}

/**
 * Scans files of the disk: in a repository those that git knows or does not ignore, outside one all of a folder.
 *
 * A tracked file that is gone from the disk is no error: there is nothing to read. Symlinks are not followed; their target's path is scanned.
 * Names are scanned like contents.
 *
 * @throws {AuthGuardError} `PATH_NOT_FOUND`, `GIT_FAILED`, `GIT_NOT_FOUND`.
 */
export async function scanPaths(scan: PathScan): Promise<void> {
  const files = await (scan.files ?? listFiles(scan));
  scanNames(files, scan);
  await scanListing(files, { ...scan, cwd: scan.git.cwd });
}

/** Scans files with what other cores can do for it. A scan that was stopped says so in its report. */
export async function scanListing(files: readonly ListedFile[], scan: FileScan & Pick<PathScan, 'assistant'>): Promise<void> {
  const { assistant, companion, collector } = scan;
  const queue = new FileQueue(files.length);
  const isLong = files.length >= ASSISTED_FROM;
  const assistance = isLong ? assistant?.(files, queue).catch((cause: Error) => cause) : undefined;
  await scanFiles(files, queue, { ...scan, companion: isLong ? undefined : companion });
  const assisted = await assistance;
  if (assisted instanceof Error) collector.skip('.', 'unreadable', `some files, because a thread failed: ${assisted.message}`);
  else if (assisted !== undefined) collector.absorb(assisted);
  if (queue.stopped) collector.skip('.', 'interrupted', `the scan was stopped with ${queue.left} of ${files.length} files unread`);
}
