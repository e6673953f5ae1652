import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { CONFIG_FILE, type Config, createConfig } from '#config/config.ts';
import { invalidFile } from '#config/invalid.ts';
import type { KnownRules } from '#config/parse.ts';

/**
 * The text of a file in a folder; `undefined` when there is none.
 *
 * @throws {AuthGuardError} `CONFIG_INVALID` for a file that cannot be read, and for a link that leads out of the folder: a repository may not point at
 *   what is not its own.
 */
export function readSettingsFile(folder: string, name: string): string | undefined {
  const file = join(folder, name);
  try {
    if (lstatSync(file).isSymbolicLink()) {
      const target = relative(realpathSync(folder), realpathSync(file));
      if (target === '..' || target.startsWith(`..${sep}`)) throw invalidFile(name, undefined, 'is a link that leads out of the repository');
    }
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'CONFIG_INVALID') throw cause;
    throw invalidFile(name, undefined, `could not be read: ${code ?? 'unknown reason'}`);
  }
}

/** Settings from a text that is at hand; the defaults when it is `undefined`. */
export async function configFrom(text: string | undefined, known: KnownRules, file: string = CONFIG_FILE): Promise<Config> {
  if (text === undefined) return createConfig();
  const { parseConfig } = await import('#config/parse.ts'); // a scan without settings does not load the YAML parser
  return parseConfig(text, file, known);
}
