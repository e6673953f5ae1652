import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { withProgress } from '#cli/progress.ts';
import { collectorFor, detectorsFor, everyRule, nothingAccepted } from '#cli/scan-setup.ts';
import { acceptancesFrom, settingsInFolder, settingsInGit } from '#cli/settings.ts';
import { type Config, createConfig } from '#config/config.ts';
import { AuthGuardError } from '#errors.ts';
import { hasFilterRepo, rewriteHistory } from '#git/filter-repo.ts';
import type { GitContext } from '#git/git.ts';
import { commonFolder } from '#git/repository.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import { purgeText } from '#report/purge.ts';
import { purgeSource } from '#scan/purge-plan.ts';
import type { Finding } from '#scan/report.ts';
import { scanHistory } from '#scan/scan-history.ts';

export interface PurgeOptions {
  readonly fingerprint: readonly string[];
  readonly run?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

/** The rules of the project's own are asked too; nothing is switched off or allowed. */
async function settingsFor(git: GitContext): Promise<Config> {
  const top = await workTreeTop(git);
  const { config } = await acceptancesFrom(top === undefined ? await settingsInGit(git, 'HEAD') : settingsInFolder(top));
  return createConfig({ ownRules: config.ownRules });
}

/** Everything in the history, also what the settings allow: what is to be taken out is named. */
async function findings(io: Io, git: GitContext, config: Config): Promise<readonly Finding[]> {
  const collector = collectorFor(nothingAccepted(config), 'history', { io });
  await withProgress(io, collector, () =>
    scanHistory({
      git,
      walk: undefined,
      maxSizeBytes: undefined,
      detectors: detectorsFor({}, config),
      collector,
      useCache: true,
      signal: io.signal,
      prefix: '',
    }),
  );
  const report = collector.finish();
  return [...report.findings, ...report.noted, ...report.allowed.map(({ finding }) => finding)];
}

function chosen(all: readonly Finding[], fingerprints: readonly string[]): readonly Finding[] {
  const unknown = fingerprints.find((fingerprint) => !all.some((finding) => finding.fingerprint === fingerprint));
  if (unknown !== undefined) {
    throw new AuthGuardError('USAGE', `The history holds no finding ${unknown}.`, { help: 'auth-guard scan --history --format json lists the fingerprints.' });
  }
  return all.filter((finding) => fingerprints.includes(finding.fingerprint));
}

function writePlan(folder: string, source: string): string {
  const file = join(folder, 'auth-guard', 'purge.py');
  mkdirSync(join(folder, 'auth-guard'), { recursive: true, mode: 0o700 });
  writeFileSync(file, source, { mode: 0o600 });
  chmodSync(file, 0o600); // it may have been there before
  return file;
}

/** `auth-guard purge`: says what a rewrite of the history would change, and makes it with `--run`. */
export async function runPurge({ fingerprint, run, color }: PurgeOptions, io: Io): Promise<ExitCode> {
  const git: GitContext = { cwd: io.cwd, env: io.env };
  const folder = await commonFolder(git);
  const config = await settingsFor(git);
  const selected = chosen(await findings(io, git, config), fingerprint);
  const file = writePlan(folder, purgeSource(selected, everyRule(config)));
  io.stdout.write(purgeText(selected, { file, fingerprints: fingerprint, colour: wantsColour(io, io.stdout, !color), program: io.programName }));
  if (run !== true) return EXIT.clean;
  if (!(await hasFilterRepo(git))) {
    throw new AuthGuardError('PURGE_REFUSED', 'git filter-repo is not installed.', {
      help: 'apt-get install git-filter-repo, brew install git-filter-repo, or pip install git-filter-repo.',
    });
  }
  await rewriteHistory(git, file);
  const secrets = new Set(selected.map((finding) => finding.secretSha256));
  const left = (await findings(io, git, config)).filter((finding) => secrets.has(finding.secretSha256));
  io.stdout.write(
    left.length === 0
      ? 'Done: the history of this clone holds none of them any more.\n'
      : `${left.length} of them are still there: see ${io.programName} scan --history.\n`,
  );
  return left.length === 0 ? EXIT.clean : EXIT.findings;
}
