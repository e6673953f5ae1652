import { isAbsolute, join, relative, resolve } from 'node:path';
import { AuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';
import { porcelain } from '#git/porcelain.ts';

/** The events that `auth-guard init` installs. */
export const EVENTS = ['pre-commit', 'pre-merge-commit', 'commit-msg'] as const;
export type HookEvent = (typeof EVENTS)[number];

/** Where a repository's hooks go, and in which form. */
export interface HookPlace {
  /** `file`: a script of our own, the former hook kept beside it. `block`: a marked block in a script that is tracked. */
  readonly kind: 'file' | 'block';
  /** Absolute. */
  readonly folder: string;
  readonly manager: 'git' | 'husky';
}

async function configuredPath(git: GitContext): Promise<{ readonly scope: string; readonly value: string } | undefined> {
  const answer = await porcelain(git, ['config', '--show-scope', '--get', 'core.hooksPath']).catch(() => undefined);
  if (answer === undefined) return undefined;
  const [scope = '', value = ''] = answer.trimEnd().split('\t');
  return { scope, value };
}

async function isTracked(git: GitContext, top: string, folder: string): Promise<boolean> {
  const way = relative(top, folder);
  if (way.startsWith('..') || isAbsolute(way)) return false;
  return (await porcelain({ ...git, cwd: top }, ['ls-files', '-z', '--', way || '.'])) !== '';
}

/**
 * Decides where the hooks that git will really run are to be put.
 *
 * @throws {AuthGuardError} `HOOKS_BLOCKED` for a `core.hooksPath` that is empty or belongs to the user or the system; `NOT_A_REPOSITORY`.
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-corehooksPath
 */
export async function findHookPlace(git: GitContext): Promise<HookPlace> {
  const folder = resolve(git.cwd, (await porcelain(git, ['rev-parse', '--path-format=absolute', '--git-path', 'hooks'])).trimEnd());
  const configured = await configuredPath(git);
  if (configured === undefined) return { kind: 'file', folder, manager: 'git' };
  if (configured.value === '') throw blocked('core.hooksPath is empty, so that git runs no hook at all', 'git config --unset core.hooksPath');
  if (configured.scope === 'global' || configured.scope === 'system') {
    throw blocked(
      `core.hooksPath is set to ${configured.value} by the ${configured.scope} configuration, for every repository`,
      'git config --local core.hooksPath .git/hooks',
    );
  }
  const top = (await porcelain(git, ['rev-parse', '--show-toplevel'])).trimEnd();
  if (/(?:^|[\\/])\.husky(?:[\\/]_)?[\\/]?$/.test(configured.value)) return { kind: 'block', folder: join(top, '.husky'), manager: 'husky' };
  return { kind: (await isTracked(git, top, folder)) ? 'block' : 'file', folder, manager: 'git' };
}

function blocked(reason: string, command: string): AuthGuardError {
  return new AuthGuardError('HOOKS_BLOCKED', `The hooks were not installed: ${reason}.`, { help: `Run \`${command}\` first, if that is what you want.` });
}
