import { existsSync } from 'node:fs';
import type { GitContext } from '#git/git.ts';
import { porcelain } from '#git/porcelain.ts';

/** The folder that git was asked in, and those of the other work trees of the same repository that are there. */
export async function linkedWorkTrees(context: GitContext): Promise<readonly string[]> {
  const text = await porcelain(context, ['worktree', 'list', '--porcelain']);
  const folders = [...text.matchAll(/^worktree (.*)\n(?!bare)/gm)].map((found) => found[1] as string);
  return [...new Set([context.cwd, ...folders.filter((folder) => existsSync(folder))])];
}
