import { isAbsolute, relative, sep } from 'node:path';

/**
 * How this program is called on the command line: by `npx` where npm put it into the project, or fetched it for this once, because no PATH leads there.
 * `npx auth-guard` is said nowhere else: without the project's own, npx would fetch another package of that name.
 *
 * @param programFolder Where the program stands, links followed.
 */
export function programName(programFolder: string, cwd: string): string {
  const [root = '', ...rest] = programFolder.split(`${sep}node_modules${sep}`);
  if (rest.length === 0) return 'auth-guard';
  if (root.includes(`${sep}_npx${sep}`)) return 'npx @auth-guard/cli';
  const way = relative(root, cwd);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? 'auth-guard' : 'npx auth-guard';
}
