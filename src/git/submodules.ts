import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type GitContext, runGit } from '#git/git.ts';
import { workTreeTop } from '#git/work-tree-files.ts';

export interface Submodule {
  /** Relative to the repository's top. */
  readonly path: string;
  /** Where it is checked out, absolute; `undefined` when it is not. */
  readonly folder: string | undefined;
}

/** The submodules that the index holds; none in a bare repository. */
export async function submodules(context: GitContext): Promise<readonly Submodule[]> {
  const top = await workTreeTop(context);
  if (top === undefined) return [];
  const { stdout } = await runGit({ ...context, cwd: top }, ['ls-files', '-s', '-z']);
  const paths = [...stdout.toString('utf8').matchAll(/(?:^|\0)160000 [0-9a-f]+ \d\t([^\0]*)/g)].map((found) => found[1] as string);
  return paths.map((path) => ({ path, folder: existsSync(join(top, path, '.git')) ? join(top, path) : undefined }));
}
