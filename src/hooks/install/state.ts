import { existsSync, lstatSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isAuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import { linkedWorkTrees } from '#git/work-trees.ts';
import { configHookState } from '#hooks/install/config-hooks.ts';
import type { HookEvent, HookState } from '#hooks/install/events.ts';
import type { HookManager } from '#hooks/install/managers.ts';
import { findHookPlace, type HookPlace } from '#hooks/install/place.ts';
import { blockPackage, hasBlock, recordedCli, SHIM_MARK } from '#hooks/install/script.ts';
import { readScript, standsAt } from '#hooks/install/script-file.ts';

function isExecutable(path: string): boolean {
  return (lstatSync(path).mode & 0o111) !== 0;
}

/** Under a manager its file counts. pre-commit also runs, under another name, the hook that stood there before it. */
function managedState(path: string, event: HookEvent, manager: HookManager): HookState['state'] {
  if (manager.name === 'pre-commit' && readScript(`${path}.legacy`)?.includes(SHIM_MARK) === true && isExecutable(`${path}.legacy`)) return 'ours';
  if (readScript(path)?.includes(SHIM_MARK) === true) return 'ours'; // until the manager's next run
  if (!manager.runs(event)) return 'not-managed';
  return readScript(path) === undefined ? 'not-generated' : 'ours';
}

/** Where the scripts run. */
interface Surroundings {
  /** None in a bare repository. */
  readonly top: string | undefined;
  readonly env: GitContext['env'];
}

/** A script of ours takes the program of the project before the recorded one. */
function hasProgram(script: string, { top }: Surroundings): boolean {
  const recorded = recordedCli(script);
  return recorded === undefined || existsSync(recorded) || (top !== undefined && existsSync(join(top, 'node_modules/@auth-guard/cli/dist/auth-guard.cjs')));
}

/** A block takes the package of the project, then what is on PATH. */
function hasPackage(script: string, { top, env }: Surroundings): boolean {
  const folder = blockPackage(script);
  if (folder === undefined || top === undefined || existsSync(join(top, folder))) return true;
  return (env['PATH'] ?? '').split(delimiter).some((place) => place !== '' && existsSync(join(place, 'auth-guard')));
}

function stateAt(place: HookPlace, event: HookEvent, surroundings: Surroundings): HookState['state'] {
  const path = join(place.folder, event);
  if (typeof place.owner === 'object') return managedState(path, event, place.owner);
  const script = readScript(path);
  if (script === undefined) return 'missing';
  if (place.kind === 'block' ? !hasBlock(script) : !script.includes(SHIM_MARK)) return 'foreign';
  if (!standsAt(join(place.runFolder, event))) return 'not-generated';
  if (place.owner !== 'husky' && !isExecutable(path)) return 'not-executable';
  if (!hasPackage(script, surroundings)) return 'no-package';
  return hasProgram(script, surroundings) ? 'ours' : 'stale-path';
}

async function statesIn(git: GitContext, events: readonly HookEvent[]): Promise<readonly HookState[]> {
  const configured = await Promise.all(events.map((event) => configHookState(git, event)));
  const inConfiguration = configured.flatMap((state) => (state === undefined ? [] : [state]));
  const others = events.filter((event) => !inConfiguration.some((state) => state.event === event));
  if (others.length === 0) return inConfiguration;
  try {
    const [place, top] = [await findHookPlace(git), await workTreeTop(git)];
    const surroundings = { top, env: git.env };
    return [...inConfiguration, ...others.map((event) => ({ event, path: join(place.folder, event), state: stateAt(place, event, surroundings) }))];
  } catch (error) {
    if (!isAuthGuardError(error) || error.code !== 'HOOKS_BLOCKED') throw error;
    return [...inConfiguration, ...others.map((event) => ({ event, path: 'core.hooksPath', state: 'shadowed' as const }))];
  }
}

/** Says for each event whether the hook that git will really run is ours, here and in every linked work tree. */
export async function checkHooks(git: GitContext, events: readonly HookEvent[]): Promise<readonly HookState[]> {
  const states: HookState[] = [];
  for (const folder of await linkedWorkTrees(git)) {
    for (const state of await statesIn({ ...git, cwd: folder }, events)) {
      if (!states.some((one) => one.event === state.event && one.path === state.path && one.state === state.state)) states.push(state);
    }
  }
  return states;
}
