import { type GitContext, runGit } from '#git/git.ts';

export interface Ref {
  readonly name: string;
  /** What it points at: a tag object for an annotated tag. */
  readonly oid: string;
  /** What the tag object points at; the same as `oid` for anything else. */
  readonly peeled: string;
}

/** Every ref, by name. @see https://git-scm.com/docs/git-for-each-ref */
export async function allRefs(context: GitContext): Promise<readonly Ref[]> {
  const { stdout } = await runGit(context, ['for-each-ref', '--format=%(objectname) %(*objectname) %(refname)'], { allowFailure: true });
  const lines = stdout.toString('utf8').split('\n');
  return lines.flatMap((line) => {
    const found = /^(?<oid>\w+) (?<peeled>\w*) (?<name>.*)$/.exec(line)?.groups;
    return found === undefined ? [] : [{ oid: found['oid'] ?? '', peeled: found['peeled'] || (found['oid'] ?? ''), name: found['name'] ?? '' }];
  });
}

/** The commit of HEAD; empty where there is none yet. */
export async function headCommit(context: GitContext): Promise<string> {
  const { stdout } = await runGit(context, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { allowFailure: true });
  return stdout.toString('latin1').trim();
}

/** Blobs and folders of HEAD, by id; empty where there is no HEAD. */
export async function headObjects(context: GitContext): Promise<ReadonlySet<string>> {
  const { stdout } = await runGit(context, ['ls-tree', '-r', '-t', '-z', '--full-tree', 'HEAD'], { allowFailure: true });
  return new Set([...stdout.toString('latin1').matchAll(/[0-9]{6} \w+ ([0-9a-f]+)\t/g)].map((found) => found[1] as string));
}
