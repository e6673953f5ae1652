import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Its bytes, one character each; `undefined` for what is not there, is no file, or is a symlink that leads nowhere. */
export function readScript(path: string): string | undefined {
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'latin1') : undefined;
}

const EXECUTABLE = 0o755;

/** Written beside it first: on a full disk what stands there stays as it is. `ready` is called when only the last step is missing. */
function replaceFile(path: string, script: string, { mode, ready }: { readonly mode: number; readonly ready?: () => void }): void {
  const draft = `${path}.auth-guard-new`;
  try {
    writeFileSync(draft, script, 'latin1');
    chmodSync(draft, mode);
    ready?.();
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw Object.assign(cause as NodeJS.ErrnoException, { path }); // a full disk's names none
  }
}

/**
 * Writes a script of our own.
 *
 * @param former Where to keep what stands there; it is overwritten by default.
 */
export function writeScript(path: string, script: string, former?: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const keep = (): void => {
    if (former !== undefined) renameSync(path, former);
  };
  replaceFile(path, script, { mode: EXECUTABLE, ready: keep });
}

/** Changes the text of somebody's script, wherever a link leads, and nothing else. */
export function changeScript(path: string, script: string): void {
  const file = realpathSync(path);
  replaceFile(file, script, { mode: statSync(file).mode });
}

/** Whether anything stands there, a symlink that leads nowhere too. */
export function standsAt(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

export function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
