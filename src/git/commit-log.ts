import { type GitContext, gitChunks, type Walk, walkInput } from '#git/git.ts';

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

/** Follows the fields that NULs separate, whatever the pieces they come in. */
class LogParser {
  readonly #isWanted: (newOid: string) => boolean;
  #rest: Buffer = Buffer.alloc(0);
  #commit: CommitInfo | undefined;
  #changes: PathChange[] = [];
  #head: string | undefined;

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
      const change = parseChange(this.#head, Buffer.from(field));
      if (this.#isWanted(change.newOid)) this.#changes.push(change);
      this.#head = undefined;
    } else if (field[0] === COLON) {
      this.#head = field.toString('latin1');
    } else if (field[0] === COMMIT_MARK) {
      yield* this.finish();
      this.#commit = parseCommit(field.toString('utf8', 1));
      this.#changes = [];
    }
  }
}

/**
 * Walks commits, parents before children, with the paths that each changes against all of its parents. Nothing of a diff's text is read.
 *
 * @param options.isWanted Leaves out changes to other objects; all are kept by default.
 * @param options.trees Also tells of changed folders.
 * @throws {AuthGuardError} `GIT_FAILED`, after the commits that could be read.
 * @see https://git-scm.com/docs/git-log#_combined_diff_format
 */
export async function* commitLog(
  context: GitContext,
  { walk, isWanted = () => true, trees = false }: { readonly walk: Walk; readonly isWanted?: (newOid: string) => boolean; readonly trees?: boolean },
): AsyncGenerator<LoggedCommit> {
  const args = [
    'log',
    '--topo-order',
    '--reverse',
    '-c',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--root',
    '--no-show-signature',
    '--no-mailmap',
    FORMAT,
    ...(trees ? ['-t'] : []),
    '--stdin',
    ...(walk.options ?? []),
  ];
  const parser = new LogParser(isWanted);
  for await (const chunk of gitChunks(context, args, walkInput(walk))) yield* parser.write(chunk);
  yield* parser.finish();
}
