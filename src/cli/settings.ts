import { BASELINE_FILE, CONFIG_FILE } from '#config/config.ts';
import { GITLEAKS_IGNORE_FILE, parseGitleaksIgnore } from '#config/gitleaks-ignore.ts';
import { configFrom, readSettingsFile } from '#config/load.ts';
import { HABIT_IDS } from '#detect/habits/ids.ts';
import { filesIn } from '#git/blob-file.ts';
import type { GitContext } from '#git/git.ts';
import type { ObjectReader } from '#git/object-reader.ts';
import { RULES } from '#rules/index.ts';
import type { Acceptances } from '#scan/allow.ts';

/** The texts of the files that decide what counts, wherever they were read. */
export interface SettingsTexts {
  readonly config?: string | undefined;
  readonly baseline?: string | undefined;
  readonly gitleaks?: string | undefined;
}

const FILES = [CONFIG_FILE, BASELINE_FILE, GITLEAKS_IGNORE_FILE] as const;

function named([config, baseline, gitleaks]: readonly (string | undefined)[]): SettingsTexts {
  return { config, baseline, gitleaks };
}

/** @throws {AuthGuardError} `CONFIG_INVALID` for a file that cannot be read. */
export function settingsInFolder(folder: string): SettingsTexts {
  return named(FILES.map((name) => readSettingsFile(folder, name)));
}

/** Settings are read where the content is read: what is staged is judged by what is staged. */
export async function settingsInGit(git: GitContext, where: 'index' | 'HEAD'): Promise<SettingsTexts> {
  return named(await filesIn(git, where, FILES));
}

/** The same from the index, with a git that runs. */
export async function settingsInIndex(objects: ObjectReader): Promise<SettingsTexts> {
  return named(await objects.texts(FILES.map((name) => `:${name}`)));
}

/** Today, as settings and baselines write dates. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/**
 * What the texts ask for.
 *
 * @param file The name of the settings in messages.
 * @throws {AuthGuardError} `CONFIG_INVALID`, with file, line and column.
 */
export async function acceptancesFrom({ config: text, baseline, gitleaks }: SettingsTexts, file: string = CONFIG_FILE): Promise<Acceptances> {
  const config = await configFrom(text, { ruleIds: RULES.map((rule) => rule.id), habitIds: HABIT_IDS }, file);
  return {
    config,
    baseline: baseline === undefined ? undefined : (await import('#config/parse.ts')).parseBaseline(baseline, BASELINE_FILE),
    gitleaks: gitleaks !== undefined && config.honour.includes('gitleaks') ? parseGitleaksIgnore(gitleaks) : [],
    today: today(),
  };
}
