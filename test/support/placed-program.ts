import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CLI_PATH } from './cli.ts';

/** Lays the built program into the `node_modules` of a folder, beside the packages that it needs, as npm does. Gives its path. */
export function placeProgram(folder: string): string {
  const [dist, modules] = [dirname(CLI_PATH), join(folder, 'node_modules')];
  const place = join(modules, '@auth-guard/cli');
  mkdirSync(place, { recursive: true });
  cpSync(dist, join(place, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.cache') });
  for (const file of ['package.json', 'docs', 'hooks']) symlinkSync(join(dist, '..', file), join(place, file));
  const packages = join(dist, '../node_modules');
  for (const name of readdirSync(packages)) if (!name.startsWith('.') && name !== '@auth-guard') symlinkSync(join(packages, name), join(modules, name));
  return join(place, 'dist/auth-guard.cjs');
}
