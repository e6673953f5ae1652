import { acceptancesFrom, settingsInGit, settingsInIndex } from '#cli/settings.ts';
import { mergeConfigs, SERVER_CONFIG_FILE } from '#config/config.ts';
import { readSettingsFile } from '#config/load.ts';
import type { GitContext } from '#git/git.ts';
import type { ObjectReader } from '#git/object-reader.ts';
import { commonFolder } from '#git/repository.ts';
import type { Acceptances } from '#scan/allow.ts';

/**
 * What a server goes by: its own file in the repository's folder, where no push reaches. What the repository itself holds counts only where that file
 * trusts it: whoever may push could otherwise first push an exception, then the token.
 */
async function serverSettings(git: GitContext): Promise<Acceptances> {
  const own = await acceptancesFrom({ config: readSettingsFile(await commonFolder(git), SERVER_CONFIG_FILE) }, SERVER_CONFIG_FILE);
  if (!own.config.trustRepository) return own;
  const repository = await acceptancesFrom(await settingsInGit(git, 'HEAD'));
  return { ...repository, config: mergeConfigs(own.config, repository.config) };
}

/** The settings that a hook goes by: on a server the server's, elsewhere what the index holds. */
export async function hookSettings(git: GitContext, event: string, objects: ObjectReader): Promise<Acceptances> {
  return event === 'pre-receive' ? serverSettings(git) : acceptancesFrom(await settingsInIndex(objects));
}
