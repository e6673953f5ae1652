import { type GitContext, runGit } from '#git/git.ts';

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
 * Lists the files that git tracks or does not ignore.
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
  const { stdout } = await runGit(context, [
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
  const listed: ListedFile[] = [];
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf(0, at);
    const path = stdout.toString('utf8', at + 2, end);
    const tracked = stdout[at] !== UNTRACKED_TAG;
    listed.push(path.includes('\ufffd') ? { path, tracked, pathBytes: stdout.subarray(at + 2, end) } : { path, tracked });
    at = end + 1;
  }
  return listed;
}

/** The repository's top folder, absolute; `undefined` outside a work tree. */
export async function workTreeTop(context: GitContext): Promise<string | undefined> {
  const { stdout, exitCode } = await runGit(context, ['rev-parse', '--show-toplevel'], { allowFailure: true });
  return exitCode === 0 ? stdout.toString('utf8').replace(/\r?\n$/, '') : undefined;
}
