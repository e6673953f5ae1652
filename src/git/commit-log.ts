import { type GitContext, gitChunks, runGit, type Walk, walkInput } from '#git/git.ts';

/** What a commit says of itself. */
export interface CommitInfo {
  readonly oid: string;
  /** Its tree. */
  readonly tree: string;
  readonly parents: readonly string[];
  /** `Name <mail>`, as written. */
  readonly author: string;
  /** ISO 8601, with the author's offset. */
  readonly authoredAt: string;
}

/** A path whose content in the commit differs from its content in every parent. */
export interface PathChange {
  readonly pathBytes: Buffer;
  /** One for each parent; all zeros where the parent has no such path. */
  readonly oldOids: readonly string[];
  /** All zeros where the path is gone. */
  readonly newOid: string;
}

export interface LoggedCommit {
  readonly commit: CommitInfo;
  readonly changes: readonly PathChange[];
}

const NUL = 0;
const COMMIT_MARK = 0x01;
const COLON = 0x3a;
const SPACE = 0x20;
const LINE_FEED = 0x0a;
const FORMAT = '--format=%x01%H%x02%T%x02%P%x02%aI%x02%an <%ae>';

function parseCommit(field: string): CommitInfo {
  const [oid = '', tree = '', parents = '', authoredAt = '', ...author] = field.split('\u0002');
  return { oid, tree, parents: parents === '' ? [] : parents.split(' '), authoredAt, author: author.join('') };
}

/** `:mode mode old new S`, and with two parents `::mode mode mode old old new SS`. */
function parseChange(head: string, pathBytes: Buffer): PathChange {
  const parents = /^:*/.exec(head)?.[0].length ?? 1;
  const oids = head
    .slice(parents)
    .split(' ')
    .slice(parents + 1);
  return { pathBytes, oldOids: oids.slice(0, parents), newOid: oids[parents] ?? '' };
}

/** The last oid of a change's head, before its one letter for each parent: most changes are passed over by it alone. */
function newOidOf(head: Buffer): string {
  let parents = 0;
  while (head[parents] === COLON) parents += 1;
  const end = head.length - parents - 1;
  return head.toString('latin1', head.lastIndexOf(SPACE, end - 1) + 1, end);
}

/** Follows the fields that NULs separate, whatever the pieces they come in. */
class LogParser {
  readonly #isWanted: (newOid: string) => boolean;
  #rest: Buffer = Buffer.alloc(0);
  #commit: CommitInfo | undefined;
  #changes: PathChange[] = [];
  #head: Buffer | undefined;

  constructor(isWanted: (newOid: string) => boolean) {
    this.#isWanted = isWanted;
  }

  *write(chunk: Buffer): Generator<LoggedCommit> {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (let end = bytes.indexOf(NUL); end !== -1; end = bytes.indexOf(NUL, at)) {
      yield* this.#take(bytes.subarray(bytes[at] === LINE_FEED && this.#head === undefined ? at + 1 : at, end));
      at = end + 1;
    }
    this.#rest = Buffer.from(bytes.subarray(at));
  }

  *finish(): Generator<LoggedCommit> {
    if (this.#commit !== undefined) yield { commit: this.#commit, changes: this.#changes };
  }

  *#take(field: Buffer): Generator<LoggedCommit> {
    if (this.#head !== undefined) {
      if (this.#isWanted(newOidOf(this.#head))) this.#changes.push(parseChange(this.#head.toString('latin1'), Buffer.from(field)));
      this.#head = undefined;
    } else if (field[0] === COLON) {
      this.#head = field;
    } else if (field[0] === COMMIT_MARK) {
      yield* this.finish();
      this.#commit = parseCommit(field.toString('utf8', 1));
      this.#changes = [];
    }
  }
}

const DIFF_TREE = ['diff-tree', '--stdin', '--always', '--root', '-r', '-c', '--raw', '-z', '--no-abbrev', '--no-renames', FORMAT];

/** Commits that a process is given at a time: few enough that what it says of them fits the pipe, so that none waits for another. */
const PART = 64;

/** Below so many commits a second process costs more than it saves. */
const SHARED_FROM = 4_096;

/** The commits of a walk, parents before children. */
async function commitsOf(context: GitContext, walk: Walk): Promise<readonly string[]> {
  const args = ['rev-list', '--topo-order', '--reverse', '--stdin', ...(walk.options ?? [])];
  const { stdout } = await runGit(context, args, { input: walkInput(walk) });
  return stdout.toString('latin1').split('\n').slice(0, -1);
}

export interface CommitWalk {
  readonly walk: Walk;
  /** Leaves out changes to other objects; all are kept by default. */
  readonly isWanted?: (newOid: string) => boolean;
  /** Also tells of changed folders. Default false. */
  readonly trees?: boolean;
}

async function* changesOf(
  context: GitContext,
  commits: readonly string[],
  { isWanted = () => true, trees = false }: Omit<CommitWalk, 'walk'>,
): AsyncGenerator<LoggedCommit> {
  const parser = new LogParser(isWanted);
  const args = trees ? [...DIFF_TREE, '-t'] : DIFF_TREE;
  for await (const chunk of gitChunks(context, args, walkInput({ revisions: commits }))) yield* parser.write(chunk);
  yield* parser.finish();
}

/** Takes a part from each in turn, as `everyNth` has dealt them out. */
async function* inTurns<Item>(sources: readonly AsyncGenerator<Item>[]): AsyncGenerator<Item> {
  try {
    for (;;) {
      for (const source of sources) {
        for (let taken = 0; taken < PART; taken += 1) {
          const next = await source.next();
          if (next.done === true) return;
          yield next.value;
        }
      }
    }
  } finally {
    await Promise.all(sources.map((source) => source.return(undefined)));
  }
}

function everyNth<Item>(items: readonly Item[], lane: number, lanes: number): readonly Item[] {
  return items.filter((_, index) => Math.floor(index / PART) % lanes === lane);
}

/**
 * Walks commits, parents before children, with the paths that each changes against all of its parents. Nothing of a diff's text is read.
 *
 * A long walk is shared between two processes, whose answers come in the order of one.
 *
 * @throws {AuthGuardError} `GIT_FAILED`, after the commits that could be read.
 * @see https://git-scm.com/docs/git-diff-tree#_combined_diff_format
 */
export async function* commitLog(context: GitContext, { walk, ...options }: CommitWalk): AsyncGenerator<LoggedCommit> {
  const commits = await commitsOf(context, walk);
  const lanes = commits.length < SHARED_FROM ? 1 : 2;
  yield* inTurns(Array.from({ length: lanes }, (_, lane) => changesOf(context, everyNth(commits, lane, lanes), options)));
}
