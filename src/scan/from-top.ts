import { isAbsolute, posix, relative, resolve, sep } from 'node:path';

/** Makes a function from paths as a scan in a folder names them to paths from the repository's top; outside one they stay as they are. */
export function pathsFromTop(folder: string, top: string | undefined): (path: string) => string {
  if (top === undefined || resolve(folder) === resolve(top)) return (path) => (top !== undefined && isAbsolute(path) ? below(top, path) : path);
  return (path) => below(top, isAbsolute(path) ? path : resolve(folder, path));
}

function below(top: string, path: string): string {
  const way = relative(resolve(top), path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? path : way.split(sep).join(posix.sep);
}
