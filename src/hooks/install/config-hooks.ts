import { existsSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AuthGuardError } from '#errors.ts';
import { type ConfigScope, configHookCommand, configHookSupport, configHooks, removeConfigHook, writeConfigHook } from '#git/config-hooks.ts';
import type { GitContext } from '#git/git.ts';
import { commonFolder } from '#git/repository.ts';
import type { HookEvent, HookState } from '#hooks/install/events.ts';
import type { HookChange } from '#hooks/install/install.ts';
import { quote, type Recorded, recordedCli, SHIM_MARK, shimScript } from '#hooks/install/script.ts';
import { readScript, writeScript } from '#hooks/install/script-file.ts';

/** Where hooks of the configuration go. */
export interface ConfigTarget {
  readonly scope: ConfigScope;
  /** Where the scripts that they run stand: below the repository's own folder, or the user's settings. Absolute. */
  readonly folder: string;
}

function nameOf(event: HookEvent): string {
  return `auth-guard-${event}`;
}

function labelOf(event: HookEvent, scope: string): string {
  return `hook.${nameOf(event)} of the ${scope} configuration`;
}

/** The target below a repository's own folder, which its linked work trees share. */
export async function localTarget(git: GitContext): Promise<ConfigTarget> {
  return { scope: 'local', folder: join(await commonFolder(git), 'auth-guard', 'hooks') };
}

/** The target below the folder of the user's settings. */
export function globalTarget(settingsFolder: string): ConfigTarget {
  return { scope: 'global', folder: join(settingsFolder, 'auth-guard', 'hooks') };
}

/** A repository may be moved, so that its path does not stand in its configuration. */
function commandOf(event: HookEvent, { scope, folder }: ConfigTarget): string {
  return scope === 'local' ? `sh "$(git rev-parse --git-common-dir)"/auth-guard/hooks/${event}` : `sh ${quote(join(folder, event))}`;
}

async function installOne(git: GitContext, event: HookEvent, target: ConfigTarget, script: string): Promise<HookChange> {
  const file = join(target.folder, event);
  const command = commandOf(event, target);
  const stood = await configHookCommand(git, target.scope, nameOf(event));
  const same = stood === command && readScript(file) === script;
  if (!same) {
    writeScript(file, script);
    await writeConfigHook(git, target.scope, { name: nameOf(event), event, command });
  }
  return { event, path: labelOf(event, target.scope), action: same ? 'unchanged' : stood === undefined ? 'created' : 'updated' };
}

/**
 * Sets the hooks up in git's configuration, where they run beside whatever looks after the other hooks, and in all work trees.
 *
 * @throws {AuthGuardError} `HOOKS_BLOCKED` where git is too old to run them: it would pass over them in silence.
 * @see https://git-scm.com/docs/git-hook
 */
export async function installConfigHooks(
  git: GitContext,
  events: readonly HookEvent[],
  { target, recorded }: { readonly target: ConfigTarget; readonly recorded: Recorded },
): Promise<readonly HookChange[]> {
  const { supported, version } = await configHookSupport(git);
  if (!supported) {
    throw new AuthGuardError(
      'HOOKS_BLOCKED',
      `The hooks were not installed: git ${version} does not run hooks from its configuration, git 2.54 and newer do.`,
      {
        help: 'Run `auth-guard init` without --config and --global, or update git.',
      },
    );
  }
  const changes: HookChange[] = [];
  for (const event of events) changes.push(await installOne(git, event, target, shimScript(event, recorded, target.scope)));
  return changes;
}

/** Takes them out of the configuration again, with their scripts. */
export async function uninstallConfigHooks(git: GitContext, events: readonly HookEvent[], target: ConfigTarget): Promise<readonly HookChange[]> {
  const changes: HookChange[] = [];
  for (const event of events) {
    if ((await configHookCommand(git, target.scope, nameOf(event))) === undefined) continue;
    await removeConfigHook(git, target.scope, nameOf(event));
    changes.push({ event, path: labelOf(event, target.scope), action: 'removed' });
  }
  rmSync(target.folder, { recursive: true, force: true });
  if (target.scope === 'global') removeEmpty(dirname(target.folder));
  return changes;
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // it holds something else, or is not there
  }
}

/** What is to be said of an event that the configuration has git run us at; `undefined` where it does not. */
export async function configHookState(git: GitContext, event: HookEvent): Promise<HookState | undefined> {
  const ours = (await configHooks(git, event)).find(({ name }) => name === nameOf(event));
  if (ours === undefined) return undefined;
  const path = labelOf(event, ours.scope);
  const command = ours.scope === 'global' ? ((await configHookCommand(git, 'global', nameOf(event))) ?? '') : '';
  const file =
    ours.scope === 'global' ? /^sh '(?<file>.*)'$/.exec(command)?.groups?.['file']?.replaceAll("'\\''", "'") : join((await localTarget(git)).folder, event);
  if (file === undefined || !existsSync(file)) return { event, path, state: 'stale-path' };
  const script = readFileSync(file, 'latin1');
  const cli = recordedCli(script);
  return { event, path, state: !script.includes(SHIM_MARK) || (cli !== undefined && !existsSync(cli)) ? 'stale-path' : 'ours' };
}
