import { actionText } from '#cli/commands/init.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { EVENTS, SERVER_EVENTS } from '#hooks/install/events.ts';
import { uninstallHooks } from '#hooks/install/install.ts';

/** `auth-guard uninstall`: takes the hooks out and puts back what stood before. */
export async function runUninstall(io: Io): Promise<ExitCode> {
  const changes = await uninstallHooks({ cwd: io.cwd, env: io.env }, [...EVENTS, ...SERVER_EVENTS]);
  for (const change of changes.filter(({ action }) => action !== 'absent')) io.stdout.write(actionText(change));
  io.stdout.write('Commits and pushes of this repository are no longer checked.\n');
  return EXIT.clean;
}
