import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { configHookSupport } from '#git/config-hooks.ts';
import type { GitContext } from '#git/git.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import { globalTarget, installConfigHooks, localTarget } from '#hooks/install/config-hooks.ts';
import { EVENTS, type HookEvent, type HookState, SERVER_EVENTS } from '#hooks/install/events.ts';
import { type HookAction, installHooks } from '#hooks/install/install.ts';
import type { HookManager } from '#hooks/install/managers.ts';
import type { Recorded } from '#hooks/install/script.ts';
import { checkHooks } from '#hooks/install/state.ts';

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

const INSTALL = 'npm install --save-dev @auth-guard/cli';

const STATES: Readonly<Record<HookState['state'], string>> = {
  ours: 'ours, and git will run it',
  missing: 'not installed',
  foreign: "another program's hook stands there without ours",
  'not-executable': 'not executable, so that git ignores it',
  'stale-path': 'the recorded auth-guard is gone',
  'no-package': `ours, but the package is not installed here, so that it refuses everything: ${INSTALL}`,
  'not-generated': 'ours, but the program that looks after the hooks has not set them up here: run its install',
  'not-managed': 'missing in the file of the program that looks after the hooks',
  shadowed: 'not looked at: core.hooksPath leads git elsewhere',
};

export function actionText(change: { readonly event: string; readonly path: string; readonly action: HookAction }): string {
  return `  ${change.event.padEnd(17)}${ACTIONS[change.action]}  (${change.path})\n`;
}

export interface InitOptions {
  readonly check?: boolean;
  readonly server?: boolean;
  /** Into the configuration of the repository. */
  readonly config?: boolean;
  /** Into that of the user. */
  readonly global?: boolean;
  /** Beside a program that looks after the hooks. */
  readonly force?: boolean;
}

export function eventsFor({ server }: Pick<InitOptions, 'server'>): readonly HookEvent[] {
  return server === true ? SERVER_EVENTS : EVENTS;
}

async function runCheck(events: readonly HookEvent[], git: GitContext, io: Io): Promise<ExitCode> {
  const states = await checkHooks(git, events);
  for (const { event, path, state } of states) io.stdout.write(`  ${event.padEnd(17)}${STATES[state]}  (${path})\n`);
  const broken = states.some(({ state }) => state !== 'ours');
  io.stdout.write(
    broken
      ? `Some hooks will not protect this repository. Run \`${io.programName} init\`.\n`
      : 'Everything that enters or leaves this repository is checked.\n',
  );
  return broken ? EXIT.findings : EXIT.clean;
}

/** Where a user's settings are kept, as git has it. @see https://git-scm.com/docs/git-config#FILES */
export function settingsFolder({ env }: Pick<Io, 'env'>): string {
  return env['XDG_CONFIG_HOME'] || join(env['HOME'] ?? env['USERPROFILE'] ?? '', '.config');
}

/** The package as the project that `init` is run in has it, from the repository's top. */
async function packageFolder(git: GitContext): Promise<string> {
  const top = (await workTreeTop(git)) ?? git.cwd;
  for (let folder = git.cwd; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules/@auth-guard/cli');
    const way = relative(top, place);
    if (way.startsWith('..') || dirname(folder) === folder) return 'node_modules/@auth-guard/cli';
    if (existsSync(place)) return way.replaceAll('\\', '/');
  }
}

function tryText({ server }: InitOptions, program: string, where = ''): string {
  const what = server === true ? 'Each push that this repository receives' : `Each commit and push${where}`;
  const [scan, check] = server === true ? ['--history', '--server --check'] : ['--staged', '--check'];
  return `${what} is now checked for tokens. Try it:  ${program} scan ${scan}   or   ${program} init ${check}\n`;
}

/** What the next install of each program does to hooks that it did not write. */
const NEXT_INSTALL: Readonly<Record<HookManager['name'], string>> = {
  'pre-commit': 'pre-commit install keeps them, and runs them first',
  lefthook: 'lefthook install takes them out again',
  'simple-git-hooks': 'simple-git-hooks takes them out again',
};

function adviceText(
  manager: HookManager,
  events: readonly HookEvent[],
  { program, configHooks }: { readonly program: string; readonly configHooks: boolean },
): string {
  return [
    `${manager.name} writes the hooks of this repository from ${manager.file}. Nothing was changed. Add this to ${manager.file}:`,
    '',
    manager.snippet(events),
    '',
    `Then run:  ${manager.command}   and   ${program} init --check`,
    `Or leave ${manager.file} as it is, and install the hooks in this clone alone:  ${program} init --force   (${NEXT_INSTALL[manager.name]})`,
    ...(configHooks ? [`Or let git run auth-guard beside it, whatever is installed:  ${program} init --config`] : []),
    '',
  ].join('\n');
}

async function runInConfig(options: InitOptions, git: GitContext, { io, recorded }: { readonly io: Io; readonly recorded: Recorded }): Promise<ExitCode> {
  const target = options.global === true ? globalTarget(settingsFolder(io)) : await localTarget(git);
  for (const change of await installConfigHooks(git, eventsFor(options), { target, recorded })) io.stdout.write(actionText(change));
  io.stdout.write(tryText(options, io.programName, options.global === true ? ', in every repository of yours,' : ''));
  return EXIT.clean;
}

/** `auth-guard init`: installs the hooks, says what was done and how to try it. */
export async function runInit(options: InitOptions, io: Io): Promise<ExitCode> {
  const git: GitContext = { cwd: io.cwd, env: io.env };
  const events = eventsFor(options);
  if (options.check === true) return runCheck(events, git, io);
  const hooksFolder = join(io.programFolder, '..', 'hooks');
  const recorded = { nodePath: io.nodePath, cliPath: io.cliPath, hooksFolder, packageFolder: await packageFolder(git) };
  if (options.config === true || options.global === true) return runInConfig(options, git, { io, recorded });
  const { place, changes } = await installHooks(git, events, { ...recorded, force: options.force === true });
  for (const change of changes) io.stdout.write(actionText(change));
  const advised = changes.filter(({ action }) => action === 'advised').map(({ event }) => event);
  if (typeof place.owner === 'object' && advised.length > 0) {
    io.stdout.write(adviceText(place.owner, advised, { program: io.programName, configHooks: (await configHookSupport(git)).supported }));
    return EXIT.findings;
  }
  const states = place.kind === 'block' ? await checkHooks(git, events) : [];
  const lacksPackage = states.some(({ state }) => state === 'no-package');
  io.stdout.write(lacksPackage ? `They refuse everything until the package is here:  ${INSTALL}\n` : tryText(options, io.programName));
  return EXIT.clean;
}
