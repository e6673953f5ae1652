import { GitHub, repositoryText } from '#ci/gh/github.ts';
import type { VerifyReport } from '#ci/report.ts';
import { reasonIn } from '#ci/verify/reason.ts';
import { verifySecrets } from '#ci/verify/verify.ts';
import { repositoryTop } from '#cli/commands/ci.ts';
import { type ExitCode, exitCodeOf } from '#cli/exit-codes.ts';
import { repositoryFor } from '#cli/github-repository.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { runnable, withRunnableSteps } from '#cli/runnable.ts';
import { secretName } from '#cli/secrets/name.ts';
import { AuthGuardError } from '#errors.ts';
import { renderVerifyText } from '#report/ci.ts';

export interface SecretsVerifyOptions {
  readonly format: 'text' | 'json';
  readonly repo?: string;
  readonly timeout: string;
  readonly interval: string;
  /** False for `--no-color`. */
  readonly color: boolean;
}

/** The run has to appear within so long, where the service does not tell its id. */
const APPEAR_MS = 60_000;

function millisecondsOf(flag: string, text: string): number {
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1000;
  throw new AuthGuardError('USAGE', `${flag} ${text} is no number of seconds.`, { help: `Write ${flag} 10.` });
}

async function verify(names: readonly string[], options: SecretsVerifyOptions, io: Io): Promise<VerifyReport> {
  const wanted = names.map(secretName);
  const [intervalMs, timeoutMs] = [millisecondsOf('--interval', options.interval), millisecondsOf('--timeout', options.timeout)];
  const git = await repositoryTop(io);
  const github = new GitHub(await repositoryFor(options.repo, git, io), { cwd: git.cwd, env: io.env, signal: io.signal });
  io.stderr.write(`Starting the validation in ${repositoryText(github.repository)} …\n`);
  return verifySecrets(github, {
    names: wanted,
    ...{ intervalMs, timeoutMs, appearMs: APPEAR_MS, signal: io.signal },
    onStatus: (status, run) => io.stderr.write(`  ${status.replaceAll('_', ' ')}  ${run.html_url}\n`),
    explain: (log, secret) => reasonIn(log, secret, (step) => runnable(step, io)),
  });
}

/** `auth-guard secrets verify`. */
export async function runSecretsVerify(names: readonly string[], options: SecretsVerifyOptions, io: Io): Promise<ExitCode> {
  const report = withRunnableSteps(await verify(names, options, io), io);
  const logger = await io.authLog();
  for (const { name, state } of report.secrets) logger?.[state === 'proven' ? 'info' : 'warn'](`The secret ${name} on GitHub is ${state}.`, { status: state });
  const text =
    options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : renderVerifyText(report, { colour: wantsColour(io, io.stdout, !options.color) });
  io.stdout.write(text);
  return exitCodeOf(report.verdict);
}
