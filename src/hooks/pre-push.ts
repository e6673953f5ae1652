import type { Walk } from '#git/git.ts';
import { headCommit } from '#git/refs.ts';
import { presentObjects, remotesAt } from '#git/remotes.ts';
import type { HookCheck } from '#hooks/check.ts';
import { parsePushed, type RefUpdate } from '#hooks/ref-updates.ts';
import { scanPush } from '#scan/scan-push.ts';

/** What the remote has, as far as this repository knows: its tracking refs. Pushed by URL, it may be a remote under another name. */
async function remoteNames({ git, args }: HookCheck): Promise<readonly string[]> {
  const [name = '', url = ''] = args;
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
  if (check.git.env['PRE_COMMIT'] === '1' && updates.length === 0) return { options: ['--branches', '--tags', ...not] }; // pre-commit passes no line on
  const haves = await presentObjects(
    check.git,
    updates.flatMap(({ oldOid }) => oldOid ?? []),
  );
  const tips = await tipsOf(check, updates);
  return tips.length === 0 ? undefined : { options: not, revisions: [...tips, ...haves.map((oid) => `^${oid}`)] };
}

/** pre-push: scans what the remote does not have yet, of all refs that are pushed. */
export async function checkPush(check: HookCheck): Promise<void> {
  const updates = parsePushed(await check.readInput());
  const refNames = updates.flatMap(({ oid, ref }) => (oid === undefined ? [] : ref));
  if (updates.length > 0 && refNames.length === 0) return; // only deletions
  const walk = await walkFor(check, updates);
  if (walk !== undefined) await scanPush({ ...check, walk, refNames });
}
