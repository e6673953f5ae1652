import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AuthGuardError, isAuthGuardError } from '#errors.ts';
import { type GitContext, gitLine } from '#git/git.ts';
import { commonFolder } from '#git/repository.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import { linkedWorkTrees } from '#git/work-trees.ts';
import type { HookEvent } from '#hooks/install/events.ts';
import { findHookPlace, type HookPlace } from '#hooks/install/place.ts';
import { blockFor, hasBlock, type Recorded, SHIM_MARK, shimScript, withBlock, withoutBlock } from '#hooks/install/script.ts';
import { changeScript, isFolder, readScript, standsAt, writeScript } from '#hooks/install/script-file.ts';

export type HookAction = 'created' | 'chained' | 'block-added' | 'updated' | 'unchanged' | 'removed' | 'restored' | 'absent' | 'advised';

/** What was done about one event. */
export interface HookChange {
  readonly event: HookEvent;
  readonly path: string;
  readonly action: HookAction;
}

const PREVIOUS_SUFFIX = '.auth-guard-prev';

/** Installs a script of our own; a former hook is renamed, and called first by ours. */
function installFile(path: string, script: string): HookAction {
  const current = readScript(path);
  if (current === script) return 'unchanged';
  if (current?.includes(SHIM_MARK) === true) {
    writeScript(path, script);
    return 'updated';
  }
  const foreign = standsAt(path);
  if (foreign && standsAt(path + PREVIOUS_SUFFIX)) {
    throw new AuthGuardError('HOOKS_BLOCKED', `${path} is another program's, and so is ${path}${PREVIOUS_SUFFIX}.`, {
      help: 'Keep one of the two, then run `auth-guard init` again.',
    });
  }
  writeScript(path, script, foreign ? path + PREVIOUS_SUFFIX : undefined);
  return foreign ? 'chained' : 'created';
}

function isShell(script: string): boolean {
  return !script.startsWith('#!') || /^#!.*\b(?:ba|da|z|k|a)?sh\b/.test(script);
}

function updateBlock(path: string, current: string, block: string): HookAction {
  const next = withBlock(withoutBlock(current), block);
  if (next === current || current.includes(block)) return 'unchanged'; // somebody may have moved it
  changeScript(path, next);
  return 'updated';
}

function installBlock(path: string, event: HookEvent, packageFolder: string): HookAction {
  const current = readScript(path);
  const block = blockFor(event, packageFolder);
  if (current === undefined) {
    writeScript(path, `#!/bin/sh\n${block}`);
    return 'created';
  }
  if (hasBlock(current)) return updateBlock(path, current, block);
  if (!isShell(current)) {
    throw new AuthGuardError('HOOKS_BLOCKED', `${path} is tracked and no shell script.`, {
      help: `Let it run \`sh ${packageFolder}/hooks/${event} "$@"\` first.`,
    });
  }
  changeScript(path, withBlock(current, block));
  return 'block-added';
}

function installAt(place: HookPlace, event: HookEvent, recorded: Recorded): HookAction {
  const { packageFolder } = recorded;
  const path = join(place.folder, event);
  if (typeof place.owner === 'object') return place.owner.runs(event) ? 'unchanged' : 'advised';
  if (isFolder(path)) throw new AuthGuardError('HOOKS_BLOCKED', `${path} is a folder.`, { help: 'Take it away, then run `auth-guard init` again.' });
  return place.kind === 'file' ? installFile(path, shimScript(event, recorded)) : installBlock(path, event, packageFolder);
}

/** Says what the disk has against it. */
function blockedBy(cause: unknown, command: 'init' | 'uninstall'): unknown {
  const { code, path } = cause as NodeJS.ErrnoException;
  if (path === undefined) return cause;
  const what = command === 'init' ? 'set up' : 'taken out';
  return new AuthGuardError('HOOKS_BLOCKED', `The hooks could not be ${what}: ${path} could not be written (${code ?? 'unknown reason'}).`, {
    help: `Make it writable for yourself, or make room on its disk, then run \`auth-guard ${command}\` again.`,
    cause,
  });
}

/** Nobody commits in a bare repository that has no work tree elsewhere. */
async function refuseWithoutWorkTree(git: GitContext, events: readonly HookEvent[]): Promise<void> {
  if (events.some((event) => event === 'pre-receive') || (await gitLine(git, ['rev-parse', '--is-bare-repository'])) !== 'true') return;
  if ((await linkedWorkTrees(git)).some((folder) => folder !== git.cwd)) return;
  throw new AuthGuardError('HOOKS_BLOCKED', 'The hooks were not installed: this is a bare repository, in which nobody commits.', {
    help: 'To check every push that it receives, run:  auth-guard init --server',
  });
}

/**
 * Sets the hooks up beside what stands, without destroying it. A second run changes nothing.
 *
 * Where a manager writes the hooks nothing is touched, unless `force` is set: `advised` stands for what is to be added to its file.
 *
 * @throws {AuthGuardError} `HOOKS_BLOCKED`, `NOT_A_REPOSITORY`, `GIT_FAILED`.
 */
export async function installHooks(
  git: GitContext,
  events: readonly HookEvent[],
  { force = false, ...recorded }: Recorded & { readonly force?: boolean },
): Promise<{ readonly place: HookPlace; readonly changes: readonly HookChange[] }> {
  const found = await findHookPlace(git);
  const place: HookPlace = force && found.kind === 'managed' ? { ...found, kind: 'file', owner: 'git' } : found;
  await refuseWithoutWorkTree(git, events);
  try {
    if (place.kind !== 'managed') mkdirSync(place.folder, { recursive: true });
    return { place, changes: events.map((event) => ({ event, path: join(place.folder, event), action: installAt(place, event, recorded) })) };
  } catch (cause) {
    throw blockedBy(cause, 'init');
  }
}

/** Under these names other programs keep the hook that they found. */
const KEPT_BY_OTHERS = ['', '.legacy', '.old'];

function removeFile(path: string): HookAction {
  const ours = KEPT_BY_OTHERS.map((suffix) => path + suffix).find((file) => readScript(file)?.includes(SHIM_MARK) === true);
  if (ours === undefined) return 'absent';
  rmSync(ours);
  if (!standsAt(path + PREVIOUS_SUFFIX)) return 'removed';
  renameSync(path + PREVIOUS_SUFFIX, ours);
  return 'restored';
}

function removeBlock(path: string): HookAction {
  const current = readScript(path);
  if (current === undefined || !hasBlock(current)) return 'absent';
  const rest = withoutBlock(current);
  if (rest === '#!/bin/sh\n') {
    rmSync(path); // there was none before
    return 'removed';
  }
  changeScript(path, rest);
  return 'restored';
}

/** Every folder in which hooks of ours may stand, whatever has been set up since. */
async function hookFolders(git: GitContext): Promise<readonly string[]> {
  const place = await findHookPlace(git).catch((error: unknown) => {
    if (isAuthGuardError(error) && error.code === 'HOOKS_BLOCKED') return undefined;
    throw error;
  });
  const top = await workTreeTop(git);
  const folders = [place?.folder, join(await commonFolder(git), 'hooks'), top === undefined ? undefined : join(top, '.husky')];
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

/** Takes the hooks out, wherever they stand; what stood before is back byte for byte. What is not ours is left alone. */
export async function uninstallHooks(git: GitContext, events: readonly HookEvent[]): Promise<readonly HookChange[]> {
  const paths = (await hookFolders(git)).flatMap((folder) => events.map((event) => ({ event, path: join(folder, event) })));
  try {
    return paths.flatMap(({ event, path }) =>
      [removeFile(path), removeBlock(path)].filter((action) => action !== 'absent').map((action) => ({ event, path, action })),
    );
  } catch (cause) {
    throw blockedBy(cause, 'uninstall');
  }
}
