import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { actionText, settingsFolder } from '#cli/commands/init.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import type { GitContext } from '#git/git.ts';
import { commonFolder } from '#git/repository.ts';
import { globalTarget, localTarget, uninstallConfigHooks } from '#hooks/install/config-hooks.ts';
import { EVENTS, SERVER_EVENTS } from '#hooks/install/events.ts';
import { type HookChange, uninstallHooks } from '#hooks/install/install.ts';

const ALL = [...EVENTS, ...SERVER_EVENTS];

/** Out of this repository: the hooks, and what was kept of its scans. */
async function uninstallHere(git: GitContext): Promise<readonly HookChange[]> {
  const changes = [...(await uninstallHooks(git, ALL)), ...(await uninstallConfigHooks(git, ALL, await localTarget(git)))];
  rmSync(join(await commonFolder(git), 'auth-guard'), { recursive: true, force: true });
  return changes;
}

/** `auth-guard uninstall`: takes the hooks out and puts back what stood before. */
export async function runUninstall({ global }: { readonly global?: boolean }, io: Io): Promise<ExitCode> {
  const git: GitContext = { cwd: io.cwd, env: io.env };
  const changes = global === true ? await uninstallConfigHooks(git, ALL, globalTarget(settingsFolder(io))) : await uninstallHere(git);
  for (const change of changes) io.stdout.write(actionText(change));
  const where = global === true ? '' : ' of this repository';
  io.stdout.write(changes.length === 0 ? 'There was nothing to take out.\n' : `Commits and pushes${where} are no longer checked.\n`);
  return EXIT.clean;
}
