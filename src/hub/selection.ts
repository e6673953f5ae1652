import { type BigIntStats, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { AuthGuardError } from '#errors.ts';
import { globFiles } from '#scan/glob-files.ts';

/** A file on the disk and its place in the repository. */
export interface UploadFile {
  /** Absolute, behind all symlinks. */
  readonly file: string;
  /** Relative to the repository's top, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Tells whether the file is still the one that was scanned; see `versionOf`. */
  readonly version: string;
}

export interface Selection {
  readonly paths: readonly string[];
  readonly cwd: string;
  /** Folder in the repository that the files go to; its top by default. */
  readonly pathInRepo: string | undefined;
  /** Globs relative to a folder that is uploaded, as `.gitignore` takes them. Everything by default. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** What changes whenever a file is written to, or another one takes its place: its time of change cannot be set, as that of modification can. */
export function versionOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

/** What no upload takes along, like the official client. */
const NEVER = ['**/.git/**', '**/.cache/huggingface/**'];

function usage(message: string, help: string): AuthGuardError {
  return new AuthGuardError('USAGE', `${message} Nothing was uploaded.`, { help });
}

/**
 * A path inside the repository: no `.`, no way out of it, nothing that git keeps for itself.
 *
 * @throws {AuthGuardError} `USAGE`.
 */
export function normalizedRemotePath(path: string): string {
  const normal = posix.normalize(path.split(sep).join('/')).replace(/\/+$/, '');
  const parts = normal.split('/');
  if (normal === '' || normal === '.' || normal.startsWith('/') || parts.includes('..') || parts.some((part) => part.toLowerCase() === '.git')) {
    throw usage(`"${path}" is no path inside a repository.`, 'Write a relative path without ".." and ".git", such as weights/model.safetensors.');
  }
  return normal;
}

function statOf(file: string, name: string): BigIntStats {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  if (stat === undefined) throw new AuthGuardError('PATH_NOT_FOUND', `${name} does not exist, or is a symlink to nothing. Nothing was uploaded.`);
  if (!stat.isFile() && !stat.isDirectory()) throw usage(`${name} is neither a file nor a folder.`, 'Leave it out with --exclude.');
  return stat;
}

/** A symlink inside a folder that leads out of it would upload what nobody named. */
function refuseEscape(folder: string, file: string, name: string): void {
  const way = relative(realpathSync(folder), realpathSync(file));
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw usage(`${name} is a symlink that leads out of the folder.`, 'Name its target, copy it, or leave it out with --exclude.');
  }
}

/** A pattern as `.gitignore` takes it: one without a slash holds at any depth, and one that names a folder for all in it. */
function globsOf(pattern: string): readonly string[] {
  const named = pattern.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  if (named === '' || named === '.') return ['**'];
  const glob = pattern.startsWith('/') || named.includes('/') ? named : `**/${named}`;
  return [...(pattern.endsWith('/') ? [] : [glob]), `${glob}/**/*`];
}

async function filesOfFolder(folder: string, { include, exclude }: Selection): Promise<readonly string[]> {
  const patterns = include.length === 0 ? ['**'] : include.flatMap(globsOf);
  return [...(await globFiles(folder, { patterns, ignore: [...NEVER, ...exclude.flatMap(globsOf)] }))].sort();
}

function describe(file: string, remote: string, name: string): UploadFile {
  const stat = statOf(file, name);
  if (stat.isDirectory()) throw usage(`${name} is a symlink to a folder.`, 'Name the folder itself, or leave it out with --exclude.');
  return { file: realpathSync(file), path: normalizedRemotePath(remote), size: Number(stat.size), version: versionOf(stat) };
}

/**
 * The files of an upload, by their path in the repository: a file goes by its name, a folder by what is in it.
 *
 * @throws {AuthGuardError} `PATH_NOT_FOUND`, `USAGE` for what cannot be uploaded, or for two files with one path.
 */
export async function selectFiles(selection: Selection): Promise<readonly UploadFile[]> {
  const { paths, cwd, pathInRepo = '' } = selection;
  const files: UploadFile[] = [];
  for (const name of paths) {
    const absolute = resolve(cwd, name);
    if (statOf(absolute, name).isDirectory()) {
      for (const below of await filesOfFolder(absolute, selection)) {
        const file = join(absolute, below);
        const found = describe(file, posix.join(pathInRepo, below), join(name, below));
        refuseEscape(absolute, file, join(name, below));
        files.push(found);
      }
    } else files.push(describe(absolute, posix.join(pathInRepo, absolute.slice(absolute.lastIndexOf(sep) + 1)), name));
  }
  return [...byPath(files).values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A file that was named twice is one; two files of one path are refused. */
function byPath(files: readonly UploadFile[]): ReadonlyMap<string, UploadFile> {
  const seen = new Map<string, UploadFile>();
  for (const one of files) {
    const other = seen.get(one.path);
    if (other !== undefined && other.file !== one.file)
      throw usage(`${other.file} and ${one.file} would both become ${one.path}.`, 'Upload them one after the other with --path-in-repo.');
    seen.set(one.path, one);
  }
  return seen;
}
