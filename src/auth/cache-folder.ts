import { platform } from 'node:os';
import { join } from 'node:path';
import type { Surroundings } from '#auth/sources/surroundings.ts';

/** This program's part of the user's cache folder; `undefined` without a home folder. @see https://specifications.freedesktop.org/basedir-spec/latest/ */
export function cacheFolder({ env, home }: Pick<Surroundings, 'env' | 'home'>, system: string = platform()): string | undefined {
  const named = env['XDG_CACHE_HOME'];
  if (named) return join(named, 'auth-guard');
  if (system === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'auth-guard', 'Cache');
  if (home === undefined) return undefined;
  return system === 'darwin' ? join(home, 'Library', 'Caches', 'auth-guard') : join(home, '.cache', 'auth-guard');
}
