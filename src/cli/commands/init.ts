import { join } from 'node:path';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { EVENTS, type HookEvent, SERVER_EVENTS } from '#hooks/install/events.ts';
import { checkHooks, type HookAction, type HookState, installHooks } from '#hooks/install/install.ts';
import type { HookManager } from '#hooks/install/managers.ts';

const ACTIONS: Readonly<Record<HookAction, string>> = {
  created: 'installed',
  chained: 'installed; the hook that stood there is kept and runs first',
  'block-added': 'installed as a marked block',
  updated: 'brought up to date',
  unchanged: 'was installed already',
  removed: 'removed',
  restored: 'removed; what stood before is back',
  absent: 'was not installed',
  advised: 'not installed',
};

const STATES: Readonly<Record<HookState['state'], string>> = {
  ours: 'ours, and git will run it',
  missing: 'not installed',
  foreign: "another program's hook stands there without ours",
  'not-executable': 'not executable, so that git ignores it',
  'stale-path': 'the recorded auth-guard is gone',
  'not-generated': 'ours, but the program that looks after the hooks has not set them up here: run its install',
  'not-managed': 'missing in the file of the program that looks after the hooks',
};

export function actionText(change: { readonly event: string; readonly path: string; readonly action: HookAction }): string {
  return `  ${change.event.padEnd(17)}${ACTIONS[change.action]}  (${change.path})\n`;
}

export interface InitOptions {
  readonly check?: boolean;
  readonly server?: boolean;
}

export function eventsFor({ server }: Pick<InitOptions, 'server'>): readonly HookEvent[] {
  return server === true ? SERVER_EVENTS : EVENTS;
}

async function runCheck(events: readonly HookEvent[], io: Io): Promise<ExitCode> {
  const states = await checkHooks({ cwd: io.cwd, env: io.env }, events);
  for (const { event, path, state } of states) io.stdout.write(`  ${event.padEnd(17)}${STATES[state]}  (${path})\n`);
  const broken = states.some(({ state }) => state !== 'ours');
  io.stdout.write(
    broken ? 'Some hooks will not protect this repository. Run `auth-guard init`.\n' : 'Everything that enters or leaves this repository is checked.\n',
  );
  return broken ? EXIT.findings : EXIT.clean;
}

function adviceText(manager: HookManager, events: readonly HookEvent[]): string {
  return [
    `${manager.name} writes the hooks of this repository from ${manager.file}, and would take ours out again. Nothing was changed. Add this to ${manager.file}:`,
    '',
    manager.snippet(events),
    '',
    `Then run:  ${manager.command}   and   auth-guard init --check`,
    '',
  ].join('\n');
}

/** `auth-guard init`: installs the hooks, says what was done and how to try it. */
export async function runInit(options: InitOptions, io: Io): Promise<ExitCode> {
  const events = eventsFor(options);
  if (options.check === true) return runCheck(events, io);
  const recorded = { nodePath: io.nodePath, cliPath: io.cliPath, hooksFolder: join(io.programFolder, '..', 'hooks') };
  const { place, changes } = await installHooks({ cwd: io.cwd, env: io.env }, events, recorded);
  for (const change of changes) io.stdout.write(actionText(change));
  const advised = changes.filter(({ action }) => action === 'advised').map(({ event }) => event);
  if (typeof place.owner === 'object' && advised.length > 0) {
    io.stdout.write(adviceText(place.owner, advised));
    return EXIT.findings;
  }
  const what = options.server === true ? 'Each push that this repository receives' : 'Each commit and push';
  io.stdout.write(
    `${what} is now checked for tokens. Try it:  auth-guard scan${options.server === true ? ' --history' : ' --staged'}   or   auth-guard init --check\n`,
  );
  return EXIT.clean;
}
