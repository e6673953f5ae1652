import { type GitContext, runGit } from '#git/git.ts';
import { linkedWorkTrees } from '#git/work-trees.ts';

/** `mode oid stage<TAB>path` */
const ENTRY = /^[0-7]{6} (?<oid>[0-9a-f]+) [0-3]\t(?<path>.*)$/s;

async function entriesOf(context: GitContext): Promise<readonly (readonly [oid: string, path: string])[]> {
  const { stdout } = await runGit(context, ['ls-files', '--stage', '--full-name', '-z', '--', ':/'], { allowFailure: true }); // a bare repository has no index
  return stdout
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => {
      const found = ENTRY.exec(entry)?.groups;
      return found === undefined ? [] : [[found['oid'] as string, found['path'] as string] as const];
    });
}

/**
 * Where blobs stand in the index of this work tree, and of the others of the same repository: `git gc` keeps what any of them has.
 *
 * @returns Paths from the top, by object id; nothing for a blob that is staged nowhere.
 * @see https://git-scm.com/docs/git-ls-files#_output
 */
export async function indexPaths(context: GitContext, oids: ReadonlySet<string>): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const paths = new Map<string, Set<string>>();
  for (const cwd of await linkedWorkTrees(context)) {
    for (const [oid, path] of await entriesOf({ ...context, cwd })) {
      if (oids.has(oid)) paths.set(oid, (paths.get(oid) ?? new Set()).add(path));
    }
  }
  return paths;
}
