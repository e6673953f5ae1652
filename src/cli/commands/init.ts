import { join } from 'node:path';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { checkHooks, type HookAction, type HookState, installHooks } from '#hooks/install/install.ts';

const ACTIONS: Readonly<Record<HookAction, string>> = {
  created: 'installed',
  chained: 'installed; the hook that stood there is kept and runs first',
  'block-added': 'installed as a marked block',
  updated: 'brought up to date',
  unchanged: 'was installed already',
  removed: 'removed',
  restored: 'removed; what stood before is back',
  absent: 'was not installed',
};

const STATES: Readonly<Record<HookState['state'], string>> = {
  ours: 'ours, and git will run it',
  missing: 'not installed',
  foreign: "another program's hook stands there without ours",
  'not-executable': 'not executable, so that git ignores it',
  'stale-path': 'the recorded auth-guard is gone',
};

export function actionText(change: { readonly event: string; readonly path: string; readonly action: HookAction }): string {
  return `  ${change.event.padEnd(17)}${ACTIONS[change.action]}  (${change.path})\n`;
}

async function runCheck(io: Io): Promise<ExitCode> {
  const states = await checkHooks({ cwd: io.cwd, env: io.env });
  for (const { event, path, state } of states) io.stdout.write(`  ${event.padEnd(17)}${STATES[state]}  (${path})\n`);
  const broken = states.some(({ state }) => state !== 'ours');
  io.stdout.write(broken ? 'Some hooks will not protect this repository. Run `auth-guard init`.\n' : 'Every commit in this repository is checked.\n');
  return broken ? EXIT.findings : EXIT.clean;
}

/** `auth-guard init`: installs the hooks, says what was done and how to try it. */
export async function runInit(options: { readonly check?: boolean }, io: Io): Promise<ExitCode> {
  if (options.check === true) return runCheck(io);
  const recorded = { nodePath: io.nodePath, cliPath: io.cliPath, hooksFolder: join(io.programFolder, '..', 'hooks') };
  const { changes } = await installHooks({ cwd: io.cwd, env: io.env }, recorded);
  for (const change of changes) io.stdout.write(actionText(change));
  io.stdout.write('Each commit is now checked for tokens. Try it:  auth-guard scan --staged   or   auth-guard init --check\n');
  return EXIT.clean;
}
