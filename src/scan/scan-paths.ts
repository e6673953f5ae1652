import { lstatSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Detector } from '#detect/detector.ts';
import { AuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';
import { type ListedFile, workTreeFiles } from '#git/work-tree-files.ts';
import type { Collector } from '#scan/collector.ts';
import { scanFile } from '#scan/read-file.ts';

export interface PathScan {
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
  /** Called between files; a scan that was stopped says so in its report. */
  readonly signal?: AbortSignal | undefined;
}

function named(scan: PathScan, path: string): ListedFile {
  const absolute = resolve(scan.git.cwd, path);
  if (lstatSync(absolute, { throwIfNoEntry: false }) === undefined) {
    throw new AuthGuardError('PATH_NOT_FOUND', `There is no ${path}.`, { help: 'Nothing was checked. Correct the path, then run it again.' });
  }
  return { path, tracked: false };
}

function isFolder(scan: PathScan, path: string): boolean {
  return statSync(resolve(scan.git.cwd, path), { throwIfNoEntry: false })?.isDirectory() === true;
}

function isInside(top: string, folder: string): boolean {
  const way = relative(top, realpathSync(folder));
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way));
}

async function filesBelow(scan: PathScan, folder: string): Promise<readonly ListedFile[]> {
  const absolute = resolve(scan.git.cwd, folder);
  const { top } = scan;
  if (top !== undefined && !scan.noIgnore && isInside(top, absolute)) {
    const files = await workTreeFiles({ ...scan.git, cwd: absolute }, { paths: [], ignored: false });
    return files.map((file) => below(folder, file));
  }
  const { default: glob } = await import('fast-glob');
  const files = await glob('**', {
    cwd: absolute,
    dot: true,
    onlyFiles: false,
    markDirectories: true,
    followSymbolicLinks: false,
    suppressErrors: false,
    ignore: ['**/.git/**'],
  });
  return files.filter((path) => !path.endsWith('/')).map((path) => below(folder, { path, tracked: false }));
}

function below(folder: string, file: ListedFile): ListedFile {
  if (folder === '.' || folder === '') return file;
  const path = join(folder, file.path);
  return file.pathBytes === undefined ? { ...file, path } : { ...file, path, pathBytes: Buffer.concat([Buffer.from(`${folder}/`), file.pathBytes]) };
}

function locate(scan: PathScan, file: ListedFile): string | Buffer {
  if (isAbsolute(file.path)) return file.pathBytes ?? file.path;
  return file.pathBytes === undefined ? `${scan.git.cwd}${sep}${file.path}` : Buffer.concat([Buffer.from(`${scan.git.cwd}${sep}`), file.pathBytes]);
}

function scanListed(scan: PathScan, file: ListedFile): void {
  const { collector, detector } = scan;
  const path = sep === '/' ? file.path : file.path.replaceAll(sep, '/');
  const result = scanFile(locate(scan, file), detector, scan.maxSizeBytes);
  if (result.kind === 'folder') {
    collector.countSubmodule(); // git lists a folder only for another repository inside this one
  } else if (result.kind === 'scanned') {
    collector.count(result.byteCount);
    collector.add(result.matches, { path });
  } else if (result.reason !== 'vanished' || !file.tracked) {
    collector.skip(path, result.reason, result.detail);
  }
}

/**
 * Scans files of the disk: in a repository those that git knows or does not ignore, outside one all of a folder.
 *
 * A tracked file that is gone from the disk is no error: there is nothing to read. Symlinks are not followed; their target's path is scanned.
 *
 * @throws {AuthGuardError} `PATH_NOT_FOUND`, `GIT_FAILED`, `GIT_NOT_FOUND`.
 */
export async function scanPaths(scan: PathScan): Promise<void> {
  const seen = new Set<string>();
  for (const root of scan.paths.length === 0 ? ['.'] : scan.paths) {
    const listed = named(scan, root);
    for (const file of isFolder(scan, root) ? await filesBelow(scan, root) : [listed]) {
      if (scan.signal?.aborted === true) return scan.collector.skip(root, 'interrupted', 'the scan was stopped before its end');
      if (seen.has(file.path)) continue;
      seen.add(file.path);
      scanListed(scan, file);
    }
  }
}
