import { posix } from 'node:path';
import { type GitContext, gitFailure, gitLine, runGit } from '#git/git.ts';

/** A path that git lists below a folder. */
export interface ListedFile {
  /** Relative to the folder git ran in. */
  readonly path: string;
  /** The name's own bytes, where they are not UTF-8. */
  readonly pathBytes?: Buffer;
  readonly tracked: boolean;
}

const UNTRACKED_TAG = 0x3f; // ?

/**
 * Folders that git looked for untracked files in and could not read: it warns, and ends well. The names start from the top.
 *
 * The line is `warning: could not open directory 'a/b/': Permission denied`.
 */
function unreadableFolders(stderr: string): readonly string[] {
  return [...stderr.matchAll(/^warning: could not open directory '(.*?)\/?': /gm)].map((found) => found[1] as string);
}

async function listedFolders(context: GitContext, folders: readonly string[]): Promise<readonly ListedFile[]> {
  if (folders.length === 0) return [];
  const prefix = await gitLine(context, ['rev-parse', '--show-prefix']);
  return folders.map((folder) => ({ path: posix.relative(prefix, folder) || '.', tracked: false }));
}

/**
 * Lists the files that git tracks or does not ignore, and, as if they were files, the folders that it could not read.
 *
 * The bytes are `<tag> <path>\0`: tag `?` for a file that is not tracked. A tracked file may be gone from the disk.
 *
 * @param options.ignored Also lists what git ignores. Default false.
 * @throws {AuthGuardError} `NOT_A_REPOSITORY`, `GIT_FAILED`, `GIT_NOT_FOUND`.
 * @see https://git-scm.com/docs/git-ls-files
 */
export async function workTreeFiles(
  context: GitContext,
  options: { readonly paths: readonly string[]; readonly ignored: boolean },
): Promise<readonly ListedFile[]> {
  const hide = options.ignored ? [] : ['--exclude-standard'];
  const { stdout, stderr } = await runGit(context, [
    '--literal-pathspecs',
    'ls-files',
    '-z',
    '-t',
    '--deduplicate',
    '--cached',
    '--others',
    ...hide,
    '--',
    ...options.paths,
  ]);
  const listed = [...(await listedFolders(context, unreadableFolders(stderr)))];
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf(0, at);
    const path = stdout.toString('utf8', at + 2, end);
    const tracked = stdout[at] !== UNTRACKED_TAG;
    listed.push(path.includes('\ufffd') ? { path, tracked, pathBytes: stdout.subarray(at + 2, end) } : { path, tracked });
    at = end + 1;
  }
  return listed;
}

/**
 * The repository's top folder, absolute; `undefined` outside a work tree.
 *
 * @throws {AuthGuardError} `GIT_FAILED` for a repository of another user, which git does not read; `GIT_NOT_FOUND`.
 */
export async function workTreeTop(context: GitContext): Promise<string | undefined> {
  const args = ['rev-parse', '--show-toplevel'];
  const { stdout, stderr, exitCode } = await runGit(context, args, { allowFailure: true });
  if (stderr.includes('dubious ownership')) throw gitFailure(args, stderr, exitCode);
  return exitCode === 0 ? stdout.toString('utf8').replace(/\r?\n$/, '') : undefined;
}
