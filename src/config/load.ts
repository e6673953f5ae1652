import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_FILE, type Config, createConfig } from '#config/config.ts';
import { AuthGuardError } from '#errors.ts';

async function parse(text: string, file: string): Promise<Config> {
  const { parseConfig } = await import('#config/parse.ts'); // a scan without settings does not load the YAML parser
  return parseConfig(text, file);
}

/**
 * Reads the settings at a folder's top; the defaults when there are none.
 *
 * @throws {AuthGuardError} `CONFIG_INVALID` for a file that cannot be read or understood: what it asked for is not guessed.
 */
export async function loadConfig(folder: string): Promise<Config> {
  const file = join(folder, CONFIG_FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return createConfig();
    throw new AuthGuardError('CONFIG_INVALID', `${CONFIG_FILE} could not be read: ${code ?? 'unknown reason'}.`, { cause });
  }
  return parse(text, CONFIG_FILE);
}

/** Settings from a text that is at hand; the defaults when it is `undefined`. */
export function configFrom(text: string | undefined): Config | Promise<Config> {
  return text === undefined ? createConfig() : parse(text, CONFIG_FILE);
}
