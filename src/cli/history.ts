import { detectorFor, detectorsFor, type RuleChoice, type RuleSettings } from '#cli/scan-setup.ts';
import { AuthGuardError } from '#errors.ts';
import type { GitContext, Walk } from '#git/git.ts';
import { momentOf, namesCommits } from '#git/revisions.ts';
import { submodules } from '#git/submodules.ts';
import type { Collector } from '#scan/collector.ts';
import { type ObjectAssistant, scanHistory } from '#scan/scan-history.ts';

/** The flags that say how much of the history to look at. */
export interface HistoryOptions extends RuleChoice {
  readonly reachable?: boolean;
  readonly range?: string;
  readonly since?: string;
  readonly branch?: string;
  readonly recurseSubmodules?: boolean;
  /** False for `--no-cache`. */
  readonly cache: boolean;
}

async function checkRevision(git: GitContext, revision: string): Promise<void> {
  const isOne = !revision.startsWith('-') && !/\s/.test(revision) && revision !== '' && (await namesCommits(git, revision));
  if (!isOne) throw new AuthGuardError('USAGE', `"${revision}" names no commits of this repository.`, { help: 'Write a branch, a commit, or A..B.' });
}

/** git takes what it does not understand for now, and nothing would be looked at. */
async function checkSince(git: GitContext, since: string, nowSeconds: number): Promise<void> {
  if ((await momentOf(git, since)) < nowSeconds) return;
  throw new AuthGuardError('USAGE', `"${since}" is no date in the past.`, { help: 'Write 2024-01-31, or "2 weeks ago".' });
}

async function walkFor({ reachable, range, since, branch }: HistoryOptions, git: GitContext): Promise<Walk | undefined> {
  const revisions = [range, branch].filter((one) => one !== undefined);
  for (const revision of revisions) await checkRevision(git, revision);
  if (since !== undefined) await checkSince(git, since, Math.floor(Date.now() / 1000));
  if (revisions.length === 0 && since === undefined && reachable !== true) return undefined;
  return { options: [...(revisions.length === 0 ? ['--all'] : []), ...(since === undefined ? [] : [`--since=${since}`])], revisions };
}

/** Scans the history that the flags name; with `--recurse-submodules` that of each submodule too. */
export async function lookAtHistory(
  options: HistoryOptions,
  scan: {
    readonly git: GitContext;
    readonly maxSizeBytes: number | undefined;
    readonly collector: Collector;
    readonly signal: AbortSignal;
    readonly config: RuleSettings;
    readonly assistant: ObjectAssistant | undefined;
  },
): Promise<void> {
  const walk = await walkFor(options, scan.git);
  const detectors = scan.assistant === undefined ? detectorsFor(options, scan.config) : ([detectorFor(options, scan.config)] as const);
  const lookAt = async (git: GitContext, prefix: string): Promise<void> => {
    await scanHistory({ ...scan, git, walk, detectors, useCache: options.cache, prefix });
    for (const { path, folder } of await submodules(git)) {
      if (options.recurseSubmodules !== true) scan.collector.countSubmodule();
      else if (folder === undefined) scan.collector.skip(prefix + path, 'not-a-file', 'a submodule that is not checked out: git submodule update --init');
      else await lookAt({ ...git, cwd: folder }, `${prefix}${path}/`);
    }
  };
  await lookAt(scan.git, '');
}
