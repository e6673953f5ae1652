import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blobTexts } from '#git/blob-file.ts';
import { type GitContext, runGit } from '#git/git.ts';
import { workTreeFiles } from '#git/work-tree-files.ts';

/** The files of a repository that say what its CI does. */
export interface ProjectFiles {
  /** All paths, relative to the top, with `/`. */
  readonly paths: readonly string[];
  /** The text of a file; `undefined` for what is no file of at most 1 MB. */
  read(path: string): Promise<string | undefined>;
}

/** No workflow is larger; GitHub itself takes no more than 1 MB. */
const MAX_FILE_BYTES = 1_000_000;

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const ACTION = /(?:^|\/)action\.ya?ml$/;

export function isWorkflow(path: string): boolean {
  return WORKFLOW.test(path);
}

export function isAction(path: string): boolean {
  return ACTION.test(path) && !/(?:^|\/)node_modules\//.test(path);
}

/** What git tracks or does not ignore, as it stands on the disk: a workflow that is being written is seen. */
export async function workTreeProject(git: GitContext): Promise<ProjectFiles> {
  const listed = await workTreeFiles(git, { paths: [], ignored: false });
  const read = async (path: string): Promise<string | undefined> => {
    const file = join(git.cwd, path);
    try {
      const { size } = lstatSync(file);
      return lstatSync(file).isFile() && size <= MAX_FILE_BYTES ? readFileSync(file, 'utf8') : undefined;
    } catch {
      return undefined;
    }
  };
  return { paths: listed.map(({ path }) => path), read };
}

/**
 * The files of a commit, from the object store, by one git that lists them and one that reads them.
 *
 * @param folders Only what is below these.
 * @see https://git-scm.com/docs/git-ls-tree#_output_format
 */
export async function commitProject(git: GitContext, commit: string, folders: readonly string[]): Promise<ProjectFiles> {
  const { stdout } = await runGit(git, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit, '--', ...folders]);
  const entries = stdout
    .toString('utf8')
    .split('\0')
    .flatMap((record) => {
      const [mode, type, oid, size, path] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(record)?.slice(1) ?? [];
      return type === 'blob' && mode !== '120000' && oid !== undefined && path !== undefined ? [{ oid, path, bytes: Number(size) }] : [];
    });
  const small = entries.filter(({ bytes }) => bytes <= MAX_FILE_BYTES);
  const found = await blobTexts(
    git,
    small.map(({ oid }) => oid),
  );
  const texts = new Map(small.map(({ path }, index) => [path, found[index]]));
  return { paths: entries.map(({ path }) => path), read: async (path) => texts.get(path) };
}
