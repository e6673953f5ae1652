import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { CONFIG_FILE } from '#config/config.ts';
import { invalidFile } from '#config/invalid.ts';
import { configFrom, readSettingsFile } from '#config/load.ts';
import { HABIT_IDS } from '#detect/habits/ids.ts';

/** The nearest folder that git keeps something in, else the folder itself. */
function topOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return folder;
  }
}

/** Whether the file would stand where its path says, links on the way followed. */
function staysBelow(top: string, file: string): boolean {
  let folder = dirname(file);
  while (!existsSync(folder)) folder = dirname(folder);
  const way = relative(realpathSync(top), realpathSync(folder));
  return way !== '..' && !way.startsWith(`..${sep}`);
}

/**
 * Where the settings of the repository around a folder want the auth log; `undefined` where they want none, or there are none.
 *
 * @throws {AuthGuardError} `CONFIG_INVALID`, also for a path whose links lead out of the repository.
 */
export async function logInSettings(cwd: string): Promise<string | undefined> {
  const top = topOf(cwd);
  const text = readSettingsFile(top, CONFIG_FILE);
  if (text === undefined || !/\blog\b/.test(text)) return undefined; // most settings name none, and are not parsed for it
  const { RULES } = await import('#rules/index.ts');
  const { log } = await configFrom(text, { ruleIds: RULES.map((rule) => rule.id), habitIds: HABIT_IDS });
  if (log === undefined) return undefined;
  const file = join(top, log);
  if (!staysBelow(top, file)) throw invalidFile(CONFIG_FILE, undefined, `log: ${log} leads out of the repository by a link`);
  return file;
}
