import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
import { AuthGuardError } from '#errors.ts';
import { configHookSupport } from '#git/config-hooks.ts';
import type { GitContext } from '#git/git.ts';
import { porcelain } from '#git/porcelain.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import { findManager, type HookManager } from '#hooks/install/managers.ts';

/** Where a repository's hooks go, and in which form. */
export interface HookPlace {
  /**
   * `file`: a script of our own, the former hook kept beside it. `block`: a marked block in a script that is tracked.
   * `managed`: another program writes the scripts from its own file.
   */
  readonly kind: 'file' | 'block' | 'managed';
  /** Where the scripts go, absolute. */
  readonly folder: string;
  /** Where git looks for them: another folder under husky, which generates what git runs. */
  readonly runFolder: string;
  /** The program that looks after the hooks. */
  readonly owner: 'git' | 'husky' | HookManager;
}

async function configuredPath(git: GitContext): Promise<{ readonly scope: string; readonly value: string } | undefined> {
  const answer = await porcelain(git, ['config', '--show-scope', '--get', 'core.hooksPath']).catch(() => undefined);
  if (answer === undefined) return undefined;
  const [scope = '', value = ''] = answer.trimEnd().split('\t');
  return { scope, value };
}

/** Where a folder really is; the hooks folder may be a link to one that is tracked. */
function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder; // it is not there yet
  }
}

async function isTracked(git: GitContext, top: string, folder: string): Promise<boolean> {
  const way = relative(real(top), real(folder));
  if (way.startsWith('..') || isAbsolute(way)) return false;
  return (await porcelain({ ...git, cwd: top }, ['ls-files', '-z', '--', way || '.'])) !== '';
}

/** The folder with husky's tracked scripts, for the one that it generates and has git look into: `.husky` for `.husky/_`, wherever that stands. */
function huskyFolder(runFolder: string): string | undefined {
  const folder = basename(runFolder) === '_' ? dirname(runFolder) : runFolder;
  return basename(folder) === '.husky' ? folder : undefined;
}

/**
 * Decides where the hooks that git will really run are to be put.
 *
 * @throws {AuthGuardError} `HOOKS_BLOCKED` for a `core.hooksPath` that is empty or belongs to the user or the system; `NOT_A_REPOSITORY`.
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-corehooksPath
 */
export async function findHookPlace(git: GitContext): Promise<HookPlace> {
  const configured = await configuredPath(git);
  if (configured?.value === '') throw blocked('core.hooksPath is empty, so that git runs no hook at all', 'git config --unset core.hooksPath');
  const answer = await porcelain(git, ['rev-parse', '--path-format=absolute', '--git-path', 'hooks']);
  const folder = resolve(git.cwd, answer.replace(/\n$/, ''));
  const top = await workTreeTop(git); // none in a bare repository
  if (configured !== undefined) return configuredPlace(git, { folder, configured, top });
  return ownPlace(git, folder, top);
}

/** A folder that no husky looks after. */
async function ownPlace(git: GitContext, folder: string, top: string | undefined): Promise<HookPlace> {
  const owner = top === undefined ? undefined : findManager(top);
  if (owner !== undefined) return { kind: 'managed', folder, runFolder: folder, owner };
  const kind = top !== undefined && (await isTracked(git, top, folder)) ? 'block' : 'file';
  return { kind, folder, runFolder: folder, owner: 'git' };
}

async function configuredPlace(
  git: GitContext,
  {
    folder,
    configured,
    top,
  }: { readonly folder: string; readonly configured: { readonly scope: string; readonly value: string }; readonly top: string | undefined },
): Promise<HookPlace> {
  const { scope, value } = configured;
  if (scope === 'global' || scope === 'system') {
    const { supported } = await configHookSupport(git);
    throw blocked(
      `core.hooksPath is set to ${value} by the ${scope} configuration, for every repository`,
      supported ? 'auth-guard init --config' : 'git config --local core.hooksPath "$(git rev-parse --path-format=absolute --git-common-dir)/hooks"',
    );
  }
  const tracked = huskyFolder(folder);
  if (top !== undefined && tracked !== undefined) return { kind: 'block', folder: tracked, runFolder: folder, owner: 'husky' };
  return ownPlace(git, folder, top);
}

function blocked(reason: string, command: string): AuthGuardError {
  return new AuthGuardError('HOOKS_BLOCKED', `The hooks were not installed: ${reason}.`, { help: `If that is what you want, run:  ${command}` });
}
