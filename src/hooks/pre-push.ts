import { changedPaths } from '#git/changed-paths.ts';
import type { Walk } from '#git/git.ts';
import { headCommit } from '#git/refs.ts';
import { presentObjects, remotesAt } from '#git/remotes.ts';
import type { HookCheck } from '#hooks/check.ts';
import { parsePushed, type RefUpdate } from '#hooks/ref-updates.ts';
import { scanPush } from '#scan/scan-push.ts';

/**
 * The pre-commit framework tells its hooks of the first ref alone, and of none when that brings a root commit; it passes no line on.
 *
 * @see https://pre-commit.com/#pre-commit-during-push
 */
function isFramework({ git }: HookCheck): boolean {
  return git.env['PRE_COMMIT'] === '1';
}

/** The remote's name and URL. */
function remoteOf(check: HookCheck): readonly [name: string, url: string] {
  const { env } = check.git;
  const [name, url] = isFramework(check) ? [env['PRE_COMMIT_REMOTE_NAME'], env['PRE_COMMIT_REMOTE_URL']] : check.args;
  return [name ?? '', url ?? ''];
}

/** What the remote has, as far as this repository knows: its tracking refs. Pushed by URL, it may be a remote under another name. */
async function remoteNames(check: HookCheck): Promise<readonly string[]> {
  const { git } = check;
  const [name, url] = remoteOf(check);
  if (name !== url) return name === '' ? [] : [name];
  return remotesAt(git, url);
}

/** Without any line either everything is up to date, or another hook has read the input: then all that HEAD has beyond the remote is looked at. */
async function tipsOf(check: HookCheck, updates: readonly RefUpdate[]): Promise<readonly string[]> {
  const tips = updates.flatMap(({ oid }) => oid ?? []);
  if (updates.length > 0) return tips;
  const head = await headCommit(check.git);
  return head === '' ? [] : [head];
}

async function walkFor(check: HookCheck, updates: readonly RefUpdate[]): Promise<Walk | undefined> {
  const names = await remoteNames(check);
  const not = names.length === 0 ? [] : ['--not', ...names.map((name) => `--remotes=${name}`)];
  if (isFramework(check) && updates.length === 0) {
    check.note('pre-commit does not tell which refs are pushed: all branches and tags were checked for what the remote does not have.');
    return { options: ['--branches', '--tags', '--glob=refs/notes/*', ...not], revisions: await tipsOf(check, updates) };
  }
  const haves = await presentObjects(
    check.git,
    updates.flatMap(({ oldOid }) => oldOid ?? []),
  );
  const tips = await tipsOf(check, updates);
  return tips.length === 0 ? undefined : { options: not, revisions: [...tips, ...haves.map((oid) => `^${oid}`)] };
}

/** The names that the refs get on the other side. The framework tells one, or none. */
function namesOnRemote({ git }: HookCheck, updates: readonly RefUpdate[]): readonly string[] {
  if (updates.length > 0) return updates.flatMap(({ oid, ref }) => (oid === undefined ? [] : ref));
  return [git.env['PRE_COMMIT_REMOTE_BRANCH'] ?? ''].filter((name) => name !== '');
}

/** Looks at the secrets that pushed workflows need. What that takes is loaded only when a workflow is pushed. */
async function checkWorkflows(check: HookCheck, tips: readonly string[], paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const { checkPushedWorkflows } = await import('#ci/push/check.ts');
  const [remote, url] = remoteOf(check);
  await checkPushedWorkflows({ git: check.git, tips, paths, remote, url, settings: check.push, note: check.note, refuse: check.refuse });
}

/** pre-push: scans what the remote does not have yet, of all refs that are pushed. */
export async function checkPush(check: HookCheck): Promise<void> {
  const updates = parsePushed(await check.readInput());
  const refNames = namesOnRemote(check, updates);
  if (updates.length > 0 && refNames.length === 0) return; // only deletions
  const walk = await walkFor(check, updates);
  if (walk === undefined) return;
  const workflows = changedPaths(check.git, walk, '.github/workflows'); // asked while the scan runs
  workflows.catch(() => undefined);
  await scanPush({ ...check, walk, refNames });
  await checkWorkflows(check, await tipsOf(check, updates), await workflows);
}
