import { type GitContext, runGit } from '#git/git.ts';

const LINE_FEED = 0x0a;

/** Takes `<oid> blob <size>\n<content>\n` and `<name> missing\n` apart. */
function parseBatch(stdout: Buffer, names: readonly string[]): readonly (string | undefined)[] {
  let at = 0;
  return names.map(() => {
    const end = stdout.indexOf(LINE_FEED, at);
    const size = /^[0-9a-f]+ (?<type>\w+) (?<size>\d+)$/.exec(stdout.toString('latin1', at, end))?.groups;
    at = end + 1;
    if (size === undefined) return undefined;
    const start = at;
    at += Number(size['size']) + 1;
    return size['type'] === 'blob' ? stdout.toString('utf8', start, at - 1) : undefined;
  });
}

/**
 * The texts of blobs, by whatever names git knows them: an object id, `:path`, `HEAD:path`; `undefined` for what is none.
 *
 * One git for all of them. Each is held whole: for small files.
 *
 * @see https://git-scm.com/docs/git-cat-file#_batch_output
 */
export async function blobTexts(context: GitContext, names: readonly string[]): Promise<readonly (string | undefined)[]> {
  if (names.length === 0) return [];
  const { stdout, exitCode } = await runGit(context, ['cat-file', '--batch'], { input: names.map((name) => `${name}\n`).join(''), allowFailure: true });
  return exitCode === 0 ? parseBatch(stdout, names) : names.map(() => undefined);
}

/** The texts of files at a repository's top, as the index or the tree of HEAD holds them; `undefined` for what it does not hold. */
export async function filesIn(context: GitContext, where: 'index' | 'HEAD', names: readonly string[]): Promise<readonly (string | undefined)[]> {
  return blobTexts(
    context,
    names.map((name) => `${where === 'index' ? ':' : 'HEAD:'}${name}`),
  );
}
