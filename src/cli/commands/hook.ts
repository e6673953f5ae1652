import { EXIT, type ExitCode, exitCodeOf } from '#cli/exit-codes.ts';
import { hookSettings } from '#cli/hook-settings.ts';
import { type Io, readAll, wantsColour } from '#cli/io.ts';
import { changesDetection, collectorFor, detectorFor, detectorsFor } from '#cli/scan-setup.ts';
import { type Config, createConfig } from '#config/config.ts';
import type { Detector } from '#detect/detector.ts';
import { AuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';
import { headCommit } from '#git/refs.ts';
import type { HookCheck } from '#hooks/check.ts';
import { refusalText } from '#report/refusal.ts';
import { renderText } from '#report/text.ts';
import type { ScanSource } from '#scan/report.ts';

interface HookCommand {
  readonly source: ScanSource;
  readonly check: (git: GitContext) => Promise<(check: HookCheck) => Promise<void>>;
}

const staged: HookCommand = { source: 'staged', check: async (git) => (await import('#hooks/pre-commit.ts')).startStaged(git) };
const COMMANDS: Readonly<Record<string, HookCommand>> = {
  'pre-commit': staged,
  'pre-merge-commit': staged,
  'commit-msg': { source: 'message', check: async () => (await import('#hooks/commit-msg.ts')).checkCommitMessage },
  'pre-push': { source: 'push', check: async () => (await import('#hooks/pre-push.ts')).checkPush },
  'pre-receive': { source: 'push', check: async () => (await import('#hooks/pre-receive.ts')).checkReceived },
};

/** `auth-guard hook <event>`: what the installed hooks run. Quiet unless something is to be said. */
export async function runHook(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [event = '', ...args] = argv;
  const command = Object.hasOwn(COMMANDS, event) ? COMMANDS[event] : undefined;
  if (command === undefined) throw new AuthGuardError('USAGE', `There is no hook "${event}".`, { help: `The hooks are: ${Object.keys(COMMANDS).join(', ')}.` });
  if (io.env['AUTH_GUARD_SKIP'] === '1') {
    io.stderr.write(`auth-guard: ${event} was skipped because AUTH_GUARD_SKIP=1 is set. Nothing was checked.\n`);
    return EXIT.clean;
  }
  const git: GitContext = { cwd: io.cwd, env: io.env };
  const settings = hookSettings(git, event);
  const detectorsOf = (config: Config): readonly [Detector, ...Detector[]] =>
    command.source === 'push' ? detectorsFor({}, config) : [detectorFor({}, config)];
  if (command.source === 'push') await (await import('#cli/relaxed-simd.ts')).allowRelaxedSimd();
  const check = await command.check(git);
  const usual = detectorsOf(createConfig()); // built while git looks for the settings and for what is staged
  const accept = await settings;
  const { config } = accept;
  const collector = collectorFor(accept, command.source, { io, strict: config.habits.strict, blockOn: config.blockOn });
  const detectors = changesDetection(config) ? detectorsOf(config) : usual;
  const note = (text: string): unknown => io.stderr.write(`auth-guard: ${text}\n`);
  let refused = false;
  const refuse = (text: string): void => {
    refused = true;
    io.stderr.write(text);
  };
  await check({ git, args, maxSizeBytes: config.maxSizeBytes, detectors, collector, readInput: () => readAll(io.stdin), note, push: config.push, refuse });
  if (command === staged && config.habits.preCommit) {
    await (await import('#cli/habits.ts')).lookAtStagedHabits(git, { config, collector, mask: detectors[0].mask });
  }
  const report = collector.finish();
  const colour = wantsColour(io, io.stderr, false);
  const noteworthy =
    report.findings.length +
      report.skipped.length +
      report.allowed.length +
      report.baselined.length +
      report.alreadyCommitted.length +
      report.noted.length +
      report.habits.length +
      report.allowedHabits.length >
    0;
  const { off, severity, layers, expired } = report.settings;
  const weakened = off.length + severity.length + layers.length + expired.length > 0;
  if (noteworthy || weakened) io.stderr.write(renderText(report, { colour, quiet: !noteworthy, program: io.programName }));
  if (report.verdict !== 'clean') {
    const firstCommit = command === staged && (await headCommit(git)) === '';
    io.stderr.write(refusalText(report, { event, colour, firstCommit, fromTop: (io.env['GIT_PREFIX'] ?? '') !== '', program: io.programName }));
  }
  return refused && report.verdict === 'clean' ? EXIT.findings : exitCodeOf(report.verdict);
}
