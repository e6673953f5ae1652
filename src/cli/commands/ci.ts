import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCi } from '#ci/check.ts';
import { type Fixed, fixWorkflows } from '#ci/fix.ts';
import { isWorkflow, workTreeProject } from '#ci/project-files.ts';
import type { CiReport } from '#ci/report.ts';
import { type ExitCode, exitCodeOf } from '#cli/exit-codes.ts';
import { repositoryFor } from '#cli/github-repository.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { withRunnableSteps } from '#cli/runnable.ts';
import { createDetector } from '#detect/detector.ts';
import { AuthGuardError } from '#errors.ts';
import type { GitContext } from '#git/git.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import { renderCiText } from '#report/ci.ts';
import { RULES } from '#rules/index.ts';

export interface CiCheckOptions {
  readonly format: 'text' | 'json';
  readonly repo?: string;
  readonly maxAge: string;
  readonly fix?: boolean;
  readonly offline?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };

function daysOf(text: string): number {
  const [, count = '', unit = 'd'] = /^(\d+)([dwmy]?)$/.exec(text) ?? [];
  if (count === '') throw new AuthGuardError('USAGE', `--max-age ${text} is no age.`, { help: 'Write 90d, 12w, 6m or 1y.' });
  return Number(count) * (DAYS[unit === '' ? 'd' : unit] ?? 1);
}

/** The top of the repository that a command of `ci` works on. */
export async function repositoryTop(io: Io): Promise<GitContext> {
  const top = await workTreeTop({ cwd: io.cwd, env: io.env });
  if (top === undefined) throw new AuthGuardError('NOT_A_REPOSITORY', 'This is not a git repository.', { help: 'Run it inside a repository.' });
  return { cwd: top, env: io.env };
}

async function fixAll(git: GitContext): Promise<ReadonlyMap<string, Fixed>> {
  const files = await workTreeProject(git);
  const texts = await Promise.all(files.paths.filter(isWorkflow).map(async (path) => [path, await files.read(path)] as const));
  const fixed = fixWorkflows(new Map(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const]))));
  for (const [path, { text }] of fixed) {
    const file = join(git.cwd, path);
    writeFileSync(`${file}.auth-guard.tmp`, text); // renamed, so that the file is never half written
    renameSync(`${file}.auth-guard.tmp`, file);
  }
  return fixed;
}

function plainTokens(): (text: string) => readonly { line: number; column: number; ruleId: string; redacted: string }[] {
  const detector = createDetector(RULES);
  return (text) =>
    detector
      .scan(Buffer.from(text))
      .filter(({ allow }) => allow === undefined)
      .map(({ line, column, rule, secret }) => ({ line, column, ruleId: rule.id, redacted: String(secret) }));
}

async function check(options: CiCheckOptions, io: Io): Promise<CiReport> {
  const maxAgeDays = daysOf(options.maxAge);
  const git = await repositoryTop(io);
  const mended = options.fix === true ? await fixAll(git) : new Map<string, Fixed>();
  for (const [path, { done }] of mended) io.stderr.write(`mended ${path}: ${[...new Set(done)].join(', ')}\n`);
  const report = await checkCi({
    files: await workTreeProject(git),
    repository: () => repositoryFor(options.repo, git, io),
    gh: { cwd: git.cwd, env: io.env, signal: io.signal },
    maxAgeDays,
    offline: options.offline === true,
    plainTokens: plainTokens(),
    now: new Date(),
  });
  return { ...report, summary: { ...report.summary, fixed: [...mended.values()].flatMap(({ done }) => done).length } };
}

/** `auth-guard ci check`. */
export async function runCiCheck(options: CiCheckOptions, io: Io): Promise<ExitCode> {
  const report = withRunnableSteps(await check(options, io), io);
  const text =
    options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : renderCiText(report, { colour: wantsColour(io, io.stdout, !options.color) });
  io.stdout.write(text);
  return exitCodeOf(report.verdict);
}
