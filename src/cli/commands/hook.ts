import { EXIT, type ExitCode, exitCodeOf } from '#cli/exit-codes.ts';
import { hookSettings } from '#cli/hook-settings.ts';
import { type Io, readAll, wantsColour } from '#cli/io.ts';
import { withProgress } from '#cli/progress.ts';
import { runnable } from '#cli/runnable.ts';
import { changesDetection, collectorFor, detectorsFor, smallDetectorFor } from '#cli/scan-setup.ts';
import { type Config, createConfig } from '#config/config.ts';
import type { Detector } from '#detect/detector.ts';
import { AuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';
import { ObjectReader } from '#git/object-reader.ts';
import { headCommit } from '#git/refs.ts';
import type { HookCheck } from '#hooks/check.ts';
import { refusalText } from '#report/refusal.ts';
import { renderText } from '#report/text.ts';
import type { ScanReport, ScanSource } from '#scan/report.ts';

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

/** What a hook was called with. */
interface HookCall {
  readonly event: string;
  readonly args: readonly string[];
  readonly git: GitContext;
  readonly io: Io;
}

/** Says what is to be known of a check. */
async function tell(report: ScanReport, { event, git, io }: HookCall): Promise<void> {
  const { findings, skipped, allowed, baselined, alreadyCommitted, noted, habits, allowedHabits } = report;
  const isNoteworthy = [findings, skipped, allowed, baselined, alreadyCommitted, noted, habits, allowedHabits].some((one) => one.length > 0);
  const { off, severity, layers, expired } = report.settings;
  const isWeakened = [off, severity, layers, expired].some((one) => one.length > 0);
  if (!isNoteworthy && !isWeakened) return; // to open a stream takes milliseconds
  const colour = wantsColour(io, io.stderr, false);
  io.stderr.write(renderText(report, { colour, quiet: !isNoteworthy, program: io.programName }));
  if (report.verdict === 'clean') return;
  const firstCommit = report.source === 'staged' && (await headCommit(git)) === '';
  io.stderr.write(refusalText(report, { event, colour, firstCommit, fromTop: (io.env['GIT_PREFIX'] ?? '') !== '', program: io.programName }));
}

async function runCheck(command: HookCommand, call: HookCall, objects: ObjectReader): Promise<ExitCode> {
  const { event, args, git, io } = call;
  const detectorsOf = (config: Config): readonly [Detector, ...Detector[]] =>
    command.source === 'push' ? detectorsFor({}, config) : [smallDetectorFor({}, config)];
  const check = await command.check(git);
  const settings = hookSettings(git, event, objects);
  settings.catch(() => undefined); // thrown where it is awaited
  await new Promise(setImmediate); // until git runs, which looks for the settings and for what is staged while the engine is built
  const usual = detectorsOf(createConfig());
  const accept = await settings;
  const { config } = accept;
  const collector = collectorFor(accept, command.source, { io, strict: config.habits.strict, blockOn: config.blockOn });
  const detectors = changesDetection(config) ? detectorsOf(config) : usual;
  const note = (text: string): unknown => io.stderr.write(`auth-guard: ${runnable(text, io)}\n`);
  let refused = false;
  const refuse = (text: string): void => {
    refused = true;
    io.stderr.write(runnable(text, io));
  };
  const { maxSizeBytes, push } = config;
  const readInput = (): Promise<string> => readAll(io.stdin);
  await withProgress(io, collector, () => check({ git, objects, args, maxSizeBytes, detectors, collector, readInput, note, push, refuse }));
  if (command === staged && config.habits.preCommit) {
    await (await import('#cli/habits.ts')).lookAtStagedHabits(git, { config, collector, mask: detectors[0].mask });
  }
  const report = collector.finish();
  await tell(report, call);
  return refused && report.verdict === 'clean' ? EXIT.findings : exitCodeOf(report.verdict);
}

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
  const objects = new ObjectReader(git);
  return runCheck(command, { event, args, git, io }, objects).finally(() => objects.close());
}
