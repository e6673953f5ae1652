import type { GitContext } from '#git/git.ts';
import { porcelain } from '#git/porcelain.ts';

/** Whose configuration: this repository's, or the user's for every repository. */
export type ConfigScope = 'local' | 'global';

export interface ConfigHook {
  /** The name under which the configuration keeps it; not that of an event, which git refuses. */
  readonly name: string;
  readonly event: string;
  /** A line for the shell; git puts the hook's arguments behind it. */
  readonly command: string;
}

/** The first git that runs hooks from its configuration; older ones pass over them in silence. @see https://git-scm.com/docs/git-hook */
const SINCE = [2, 54] as const;

/** Whether git runs hooks that stand in its configuration, and what it calls itself. */
export async function configHookSupport(context: GitContext): Promise<{ readonly supported: boolean; readonly version: string }> {
  const text = await porcelain(context, ['version']);
  const [, version = '', major, minor] = /((\d+)\.(\d+)\S*)/.exec(text) ?? [];
  return { version, supported: Number(major) > SINCE[0] || (Number(major) === SINCE[0] && Number(minor) >= SINCE[1]) };
}

/**
 * The hooks of the configuration that git will run at an event, with the scope that each was read from. None with an older git.
 *
 * Lines are `<scope>\t<name>`, `<scope>\tdisabled\t<name>`, and `hook from hookdir`.
 */
export async function configHooks(context: GitContext, event: string): Promise<readonly { readonly scope: string; readonly name: string }[]> {
  const text = await porcelain(context, ['hook', 'list', '--show-scope', event]).catch(() => ''); // also its answer when there is none
  return text.split('\n').flatMap((line) => {
    const [scope = '', name, ...rest] = line.split('\t');
    return name === undefined || rest.length > 0 ? [] : [{ scope, name }];
  });
}

/** What the configuration has git run for a name; `undefined` when there is nothing. */
export async function configHookCommand(context: GitContext, scope: ConfigScope, name: string): Promise<string | undefined> {
  const text = await porcelain(context, ['config', `--${scope}`, '--get', `hook.${name}.command`]).catch(() => undefined);
  return text?.replace(/\n$/, '');
}

/** @throws {AuthGuardError} `GIT_FAILED` for a configuration that cannot be written. */
export async function writeConfigHook(context: GitContext, scope: ConfigScope, { name, event, command }: ConfigHook): Promise<void> {
  await porcelain(context, ['config', `--${scope}`, '--replace-all', `hook.${name}.command`, command]);
  await porcelain(context, ['config', `--${scope}`, '--replace-all', `hook.${name}.event`, event]);
}

/** @throws {AuthGuardError} `GIT_FAILED` for a configuration that cannot be written. */
export async function removeConfigHook(context: GitContext, scope: ConfigScope, name: string): Promise<void> {
  await porcelain(context, ['config', `--${scope}`, '--remove-section', `hook.${name}`]);
}
