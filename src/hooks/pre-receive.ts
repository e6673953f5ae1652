import type { HookCheck } from '#hooks/check.ts';
import { parseReceived } from '#hooks/ref-updates.ts';
import { scanPush } from '#scan/scan-push.ts';

/** pre-receive: scans, in quarantine, what no ref of this repository reaches yet. One walk for all refs of the push. */
export async function checkReceived(check: HookCheck): Promise<void> {
  const updates = parseReceived(await check.readInput()).filter(({ oid }) => oid !== undefined);
  if (updates.length === 0) return;
  const walk = { options: ['--not', '--all'], revisions: updates.map(({ oid }) => oid as string) };
  await scanPush({ ...check, walk, refNames: updates.map(({ ref }) => ref) });
}
