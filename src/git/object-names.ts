import { type GitContext, gitChunks, runGit, type Walk, walkInput } from '#git/git.ts';

/** Object ids in hex, each followed by a line feed, so that they can be given to git as they are. */
export interface ObjectNames {
  readonly bytes: Buffer;
  readonly count: number;
  /** Hex digits of an id: 40, or 64 in a SHA-256 repository. */
  readonly width: number;
}

const LF = 0x0a;
const OID_LINE = /^(?<missing>\?)?(?<oid>[0-9a-f]{40}|[0-9a-f]{64})$/;

function namesOf(bytes: Buffer): ObjectNames {
  const width = Math.max(0, bytes.indexOf(LF));
  return { bytes, count: width === 0 ? 0 : Math.floor(bytes.length / (width + 1)), width };
}

/**
 * Every object that the repository holds, its alternates included, whether or not anything refers to it. In the order of the packs, which reads fastest.
 *
 * @throws {AuthGuardError} `NOT_A_REPOSITORY`, `GIT_FAILED`, `GIT_NOT_FOUND`.
 * @see https://git-scm.com/docs/git-cat-file#Documentation/git-cat-file.txt---batch-all-objects
 */
export async function allObjectNames(context: GitContext): Promise<ObjectNames> {
  const { stdout } = await runGit(context, ['cat-file', '--batch-all-objects', '--unordered', '--buffer', '--batch-check=%(objectname)']);
  return namesOf(stdout);
}

/** What a walk from some commits came across. */
export interface ReachableNames extends ObjectNames {
  /** Objects that are referred to and not there. */
  readonly missing: readonly string[];
}

/**
 * The objects that a walk reaches.
 *
 * @param options.promised What to do with objects that a partial clone left on its server: `report` them as missing, or `pass` them by. Default `report`.
 * @throws {AuthGuardError} `GIT_FAILED` also for a commit that is missing.
 * @see https://git-scm.com/docs/git-rev-list
 */
export async function reachableNames(context: GitContext, walk: Walk, options: { readonly promised?: 'report' | 'pass' } = {}): Promise<ReachableNames> {
  const chunks: Buffer[] = [];
  const missing: string[] = [];
  for await (const names of reachableNameBatches(context, walk, { ...options, onMissing: (oid) => missing.push(oid) })) chunks.push(names);
  return { ...namesOf(Buffer.concat(chunks)), missing };
}

/** Like `reachableNames`, a piece at a time: for as many objects as somebody cares to push. Each piece holds whole lines. */
export async function* reachableNameBatches(
  context: GitContext,
  walk: Walk,
  { promised = 'report', onMissing }: { readonly promised?: 'report' | 'pass'; readonly onMissing?: (oid: string) => void },
): AsyncGenerator<Buffer> {
  const args = [
    'rev-list',
    '--objects',
    '--no-object-names',
    `--missing=${promised === 'pass' ? 'allow-promisor' : 'print'}`,
    '--stdin',
    ...(walk.options ?? []),
  ];
  let rest = '';
  for await (const chunk of gitChunks(context, args, walkInput(walk))) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    const present = lines.filter((line) => isPresent(line, onMissing));
    if (present.length > 0) yield Buffer.from(`${present.join('\n')}\n`, 'latin1');
  }
}

function isPresent(line: string, onMissing: ((oid: string) => void) | undefined): boolean {
  const groups = OID_LINE.exec(line)?.groups;
  if (groups?.['missing'] !== undefined) onMissing?.(groups['oid'] as string);
  return groups !== undefined && groups['missing'] === undefined;
}
