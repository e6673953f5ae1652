import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';
import { linkedWorkTrees } from '#git/work-trees.ts';
import type { HookEvent } from '#hooks/install/events.ts';
import { findHookPlace, type HookPlace } from '#hooks/install/place.ts';
import { blockFor, hasBlock, type Recorded, SHIM_MARK, shimScript, withBlock, withoutBlock } from '#hooks/install/script.ts';

export type HookAction = 'created' | 'chained' | 'block-added' | 'updated' | 'unchanged' | 'removed' | 'restored' | 'absent' | 'advised';

/** What was done about one event. */
export interface HookChange {
  readonly event: HookEvent;
  readonly path: string;
  readonly action: HookAction;
}

export interface HookState {
  readonly event: HookEvent;
  readonly path: string;
  /** `ours`: git will run it. Anything else is the reason why not. */
  readonly state: 'ours' | 'missing' | 'foreign' | 'not-executable' | 'stale-path' | 'not-generated' | 'not-managed';
}

const PREVIOUS_SUFFIX = '.auth-guard-prev';

function readScript(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'latin1') : undefined;
}

function writeScript(path: string, script: string, mode: number): void {
  writeFileSync(path, script, 'latin1');
  chmodSync(path, mode);
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Installs a script of our own; a former hook is renamed, and called first by ours. */
function installFile(path: string, script: string): HookAction {
  const current = readScript(path);
  if (current === script) return 'unchanged';
  if (current?.includes(SHIM_MARK) === true) {
    writeScript(path, script, 0o755);
    return 'updated';
  }
  const foreign = exists(path);
  if (foreign && exists(path + PREVIOUS_SUFFIX)) {
    throw new AuthGuardError('HOOKS_BLOCKED', `${path} is another program's, and so is ${path}${PREVIOUS_SUFFIX}.`, {
      help: 'Keep one of the two, then run `auth-guard init` again.',
    });
  }
  if (foreign) renameSync(path, path + PREVIOUS_SUFFIX);
  writeScript(path, script, 0o755);
  return foreign ? 'chained' : 'created';
}

function isShell(script: string): boolean {
  return !script.startsWith('#!') || /^#!.*\b(?:ba|da|z|k|a)?sh\b/.test(script);
}

function installBlock(path: string, event: HookEvent): HookAction {
  const current = readScript(path);
  if (current === undefined) {
    writeScript(path, `#!/bin/sh\n${blockFor(event)}`, 0o755);
    return 'created';
  }
  if (hasBlock(current)) return 'unchanged';
  if (!isShell(current)) {
    throw new AuthGuardError('HOOKS_BLOCKED', `${path} is tracked and no shell script.`, {
      help: `Let it run \`sh node_modules/@auth-guard/cli/hooks/${event} "$@"\` first.`,
    });
  }
  writeFileSync(path, withBlock(current, event), 'latin1');
  return 'block-added';
}

function installAt(place: HookPlace, event: HookEvent, recorded: Recorded): HookAction {
  const path = join(place.folder, event);
  if (typeof place.owner === 'object') return place.owner.runs(event) ? 'unchanged' : 'advised';
  return place.kind === 'file' ? installFile(path, shimScript(event, recorded)) : installBlock(path, event);
}

/**
 * Sets the hooks up beside what stands, without destroying it. A second run changes nothing.
 *
 * Where a manager writes the hooks nothing is touched: `advised` stands for what is to be added to its file.
 *
 * @throws {AuthGuardError} `HOOKS_BLOCKED`, `NOT_A_REPOSITORY`, `GIT_FAILED`.
 */
export async function installHooks(
  git: GitContext,
  events: readonly HookEvent[],
  recorded: Recorded,
): Promise<{ readonly place: HookPlace; readonly changes: readonly HookChange[] }> {
  const place = await findHookPlace(git);
  if (place.kind !== 'managed') mkdirSync(place.folder, { recursive: true });
  return { place, changes: events.map((event) => ({ event, path: join(place.folder, event), action: installAt(place, event, recorded) })) };
}

function removeFile(path: string): HookAction {
  if (readScript(path)?.includes(SHIM_MARK) !== true) return 'absent';
  rmSync(path);
  if (!exists(path + PREVIOUS_SUFFIX)) return 'removed';
  renameSync(path + PREVIOUS_SUFFIX, path);
  return 'restored';
}

function removeBlock(path: string, event: HookEvent): HookAction {
  const current = readScript(path);
  if (current === undefined || !hasBlock(current)) return 'absent';
  if (current === `#!/bin/sh\n${blockFor(event)}`) {
    rmSync(path);
    return 'removed';
  }
  writeFileSync(path, withoutBlock(current), 'latin1');
  return 'restored';
}

/** Takes the hooks out; what stood before is back byte for byte. What is not ours is left alone. */
export async function uninstallHooks(git: GitContext, events: readonly HookEvent[]): Promise<readonly HookChange[]> {
  const place = await findHookPlace(git);
  return events.map((event) => {
    const path = join(place.folder, event);
    return { event, path, action: place.kind === 'block' ? removeBlock(path, event) : removeFile(path) };
  });
}

function stateOf(event: HookEvent, place: HookPlace): HookState['state'] {
  const path = join(place.folder, event);
  const script = readScript(path);
  if (typeof place.owner === 'object') return place.owner.runs(event) ? (script === undefined ? 'not-generated' : 'ours') : 'not-managed';
  if (script === undefined) return 'missing';
  if (place.kind === 'block' ? !hasBlock(script) : !script.includes(SHIM_MARK)) return 'foreign';
  if (!exists(join(place.runFolder, event))) return 'not-generated';
  if (place.owner !== 'husky' && (lstatSync(path).mode & 0o111) === 0) return 'not-executable';
  const recorded = /^recorded_cli='(?<path>.*)'$/m.exec(script)?.groups?.['path']?.replaceAll("'\\''", "'");
  return recorded !== undefined && !existsSync(recorded) ? 'stale-path' : 'ours';
}

/** Says for each event whether the hook that git will really run is ours, here and in every linked work tree. */
export async function checkHooks(git: GitContext, events: readonly HookEvent[]): Promise<readonly HookState[]> {
  const states: HookState[] = [];
  for (const folder of await linkedWorkTrees(git)) {
    const place = await findHookPlace({ ...git, cwd: folder });
    for (const event of events) {
      const state = { event, path: join(place.folder, event), state: stateOf(event, place) };
      if (!states.some((one) => one.path === state.path && one.state === state.state)) states.push(state);
    }
  }
  return states;
}
