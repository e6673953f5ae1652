import { EXIT, type ExitCode, exitCodeOf } from '#cli/exit-codes.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { collectorFor, detectorFor } from '#cli/scan-setup.ts';
import { CONFIG_FILE } from '#config/config.ts';
import { configFrom } from '#config/load.ts';
import { AuthGuardError } from '#errors.ts';
import { stagedFile } from '#git/staged-file.ts';
import { checkCommitMessage } from '#hooks/commit-msg.ts';
import { checkStaged } from '#hooks/pre-commit.ts';
import { refusalText } from '#report/refusal.ts';
import { renderText } from '#report/text.ts';

const CHECKS = { 'pre-commit': checkStaged, 'pre-merge-commit': checkStaged, 'commit-msg': checkCommitMessage } as const;

function isEvent(event: string | undefined): event is keyof typeof CHECKS {
  return event !== undefined && Object.hasOwn(CHECKS, event);
}

/** `auth-guard hook <event>`: what the installed hooks run. Quiet unless something is to be said. */
export async function runHook(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [event, ...args] = argv;
  if (!isEvent(event)) throw new AuthGuardError('USAGE', `There is no hook "${event ?? ''}".`, { help: `The hooks are: ${Object.keys(CHECKS).join(', ')}.` });
  if (io.env['AUTH_GUARD_SKIP'] === '1') {
    io.stderr.write(`auth-guard: ${event} was skipped because AUTH_GUARD_SKIP=1 is set. Nothing was checked.\n`);
    return EXIT.clean;
  }
  const git = { cwd: io.cwd, env: io.env };
  const settings = stagedFile(git, CONFIG_FILE);
  const detector = detectorFor(undefined); // built while git looks for the settings
  const config = await configFrom(await settings);
  const collector = collectorFor(config, io);
  await CHECKS[event]({ git, args, maxSizeBytes: config.maxSizeBytes, detector, collector });
  const report = collector.finish();
  const colour = wantsColour(io, io.stderr, false);
  const noteworthy = report.findings.length + report.skipped.length + report.allowed.length + report.alreadyCommitted.length > 0;
  if (noteworthy) io.stderr.write(renderText(report, { colour, quiet: false }));
  if (report.verdict !== 'clean') io.stderr.write(refusalText(report, { event, colour }));
  return exitCodeOf(report.verdict);
}
