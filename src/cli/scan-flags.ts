import type { HistoryOptions } from '#cli/history.ts';
import type { HubScanOptions } from '#cli/hub-scan.ts';
import { AuthGuardError } from '#errors.ts';
import type { ScanSource } from '#scan/report.ts';

export interface ScanOptions extends HistoryOptions, HubScanOptions {
  readonly staged?: boolean;
  readonly stdin?: boolean;
  readonly name: string;
  readonly habits?: boolean;
  readonly strict?: boolean;
  /** False for `--no-ignore`. */
  readonly ignore: boolean;
  readonly format: 'text' | 'json' | 'sarif';
  readonly output?: string;
  readonly maxSize?: string;
  readonly quiet?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

/** What standard input is called where it has no name. */
const DEFAULT_NAME = 'stdin';

const HUB_FLAGS = ['hub', 'hubUser', 'hubOrg', 'hubCollection'] as const;
/** Each narrows the history, and so asks for it. */
const HISTORY_FLAGS = ['reachable', 'range', 'since', 'branch'] as const;

/** What the flags and paths ask to look at. @throws {AuthGuardError} `USAGE` when they ask for several things at once. */
export function sourceOf(paths: readonly string[], options: ScanOptions): ScanSource {
  const hub = HUB_FLAGS.some((flag) => options[flag] !== undefined);
  const history = (options.history === true && !hub) || HISTORY_FLAGS.some((flag) => options[flag] !== undefined);
  const asked = { staged: options.staged === true, stdin: options.stdin === true, history, hub, files: paths.length > 0 };
  const sources = (Object.keys(asked) as (keyof typeof asked)[]).filter((source) => asked[source]);
  if (sources.length > 1) {
    throw new AuthGuardError('USAGE', 'Paths, --staged, --stdin, --history and --hub exclude one another.', { help: 'Name one of them.' });
  }
  return sources[0] ?? 'files';
}

/** Whether the whole history is asked for. */
export function isWholeHistory(options: ScanOptions): boolean {
  return HISTORY_FLAGS.every((flag) => options[flag] === undefined);
}

interface Belonging {
  readonly flag: string;
  readonly given: boolean;
  readonly sources: readonly ScanSource[];
  readonly to: string;
}

/** Flags that mean nothing for some sources: whoever gives one there expects something else than would happen. */
function belongings({ name, recurseSubmodules, cache, type, revision, weights, ignore, output }: ScanOptions): readonly Belonging[] {
  return [
    { flag: '--name', given: name !== DEFAULT_NAME, sources: ['stdin'], to: '--stdin' },
    { flag: '--recurse-submodules', given: recurseSubmodules === true, sources: ['history'], to: '--history' },
    { flag: '--no-cache', given: !cache, sources: ['history', 'hub'], to: '--history and --hub' },
    { flag: '--type', given: type !== undefined, sources: ['hub'], to: '--hub' },
    { flag: '--revision', given: revision !== undefined, sources: ['hub'], to: '--hub' },
    { flag: '--weights', given: weights === true, sources: ['hub'], to: '--hub' },
    { flag: '--no-ignore', given: !ignore, sources: ['files'], to: 'paths' },
    { flag: '--output', given: output === '', sources: [], to: 'a file, and none is named' },
  ];
}

/** Habits are looked for in what can still be changed, and where it is known what it is written in. */
function checkHabits(source: ScanSource, { name, habits, strict }: ScanOptions): void {
  if (habits !== true) {
    if (strict === true) throw new AuthGuardError('USAGE', '--strict belongs to --habits.', { help: 'Leave it out, or add --habits.' });
    return;
  }
  if (source === 'history' || source === 'hub') {
    const help = 'Leave it out, or scan paths, --staged or --stdin: what stands in the history can be changed no more.';
    throw new AuthGuardError('USAGE', '--habits looks at files, at what is staged and at standard input.', { help });
  }
  if (source === 'stdin' && name === DEFAULT_NAME) {
    throw new AuthGuardError('USAGE', '--habits does not know what standard input is written in.', { help: 'Name it: --name deploy.sh' });
  }
}

/** @throws {AuthGuardError} `USAGE` for a flag that would have no effect. */
export function checkFlags(source: ScanSource, options: ScanOptions): void {
  const misplaced = belongings(options).find(({ given, sources }) => given && !sources.includes(source));
  if (misplaced !== undefined) {
    throw new AuthGuardError('USAGE', `${misplaced.flag} belongs to ${misplaced.to}.`, { help: 'Nothing was checked. Leave it out, or say what it is for.' });
  }
  checkHabits(source, options);
}
