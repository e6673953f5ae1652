import { userInfo } from 'node:os';
import { type FileRead, readCredentialFile } from '#auth/sources/credential-file.ts';

/** All that a search for tokens may look at. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `undefined` when there is none: files below it are then not looked for. */
  readonly home: string | undefined;
  readonly readFile: (path: string) => FileRead;
}

/** The user's folder as Python's `expanduser` finds it: `HOME`, else the account's own; `undefined` for an account without one. */
export function homeFolder(env: Surroundings['env']): string | undefined {
  const named = env['HOME'] || env['USERPROFILE'];
  if (named !== undefined && named !== '') return named;
  try {
    return userInfo().homedir || undefined;
  } catch {
    return undefined; // a container's user without an entry
  }
}

/** Looks at the real files. */
export function createSurroundings(env: Surroundings['env']): Surroundings {
  return { env, home: homeFolder(env), readFile: readCredentialFile };
}
