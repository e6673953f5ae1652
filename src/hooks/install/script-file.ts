import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Its bytes, one character each; `undefined` for what is not there, is no file, or is a symlink that leads nowhere. */
export function readScript(path: string): string | undefined {
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'latin1') : undefined;
}

export function writeScript(path: string, script: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, script, 'latin1');
  chmodSync(path, mode);
}

/** Whether anything stands there, a symlink that leads nowhere too. */
export function standsAt(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

export function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
