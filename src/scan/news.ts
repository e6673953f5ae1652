import type { Detector } from '#detect/detector.ts';
import type { Match } from '#detect/match.ts';
import { nameLines, readObjects } from '#git/cat-file.ts';
import { commitLog, type PathChange } from '#git/commit-log.ts';
import type { GitContext, Walk } from '#git/git.ts';
import { ObjectScanner, type ScannedObject } from '#scan/object-scanner.ts';
import type { IsNews } from '#scan/provenance.ts';

/** How often each secret stands in an object. */
type Counts = ReadonlyMap<string, number>;

interface ChangedBy {
  readonly commit: string;
  readonly changes: readonly PathChange[];
}

const NO_OID = /^0+$/;

function countsOf(matches: readonly Match[]): Counts {
  const counts = new Map<string, number>();
  for (const { secret } of matches) counts.set(secret.sha256, (counts.get(secret.sha256) ?? 0) + 1);
  return counts;
}

async function countIn({ git, detector }: NewsScan, oids: ReadonlySet<string>): Promise<ReadonlyMap<string, Counts>> {
  const counts = new Map<string, Counts>();
  const onScanned = ({ oid, matches }: ScannedObject): void => void counts.set(oid, countsOf(matches));
  const scanner = new ObjectScanner({ detector, onScanned, onSkipped: () => undefined }); // an old version that cannot be read excuses nothing
  await readObjects(git, nameLines([...oids]), [scanner]);
  return counts;
}

function isGone(change: PathChange): boolean {
  return NO_OID.test(change.newOid);
}

function oldOidsOf(change: PathChange): readonly string[] {
  return change.oldOids.filter((oid) => !NO_OID.test(oid));
}

/** The most copies that any parent's version held. */
function copiesBefore(change: PathChange, secret: string, counts: ReadonlyMap<string, Counts>): number {
  return Math.max(0, ...oldOidsOf(change).map((oid) => counts.get(oid)?.get(secret) ?? 0));
}

export interface NewsScan {
  readonly git: GitContext;
  readonly detector: Detector;
  readonly walk: Walk;
}

/** What the removed files of a commit held: it may turn up elsewhere. */
function givenUp(changes: readonly PathChange[], old: ReadonlyMap<string, Counts>): Map<string, number> {
  const counts = new Map<string, number>();
  const versions = changes.filter(isGone).flatMap((change) => [...(old.get(oldOidsOf(change)[0] ?? '') ?? [])]);
  for (const [secret, count] of versions) counts.set(secret, (counts.get(secret) ?? 0) + count);
  return counts;
}

/** Adds `<commit> <object> <secret>` for what a commit brings in beyond what its parents held: in that file, or in files that it removes. */
function collectNews({ commit, changes }: ChangedBy, found: ReadonlyMap<string, Counts>, old: ReadonlyMap<string, Counts>, news: Set<string>): void {
  const moved = givenUp(changes, old);
  for (const change of changes) {
    for (const [secret, count] of found.get(change.newOid) ?? []) {
      const added = count - copiesBefore(change, secret, old);
      const free = moved.get(secret) ?? 0;
      moved.set(secret, free - Math.min(Math.max(0, added), free));
      if (added > free) news.add(`${commit} ${change.newOid} ${secret}`);
    }
  }
}

/**
 * Tells which of the found secrets some commits bring in, and which only ride along because their file was changed elsewhere.
 *
 * Messages and tags are always news; what no commit of the walk explains is too.
 */
export async function newsOf(scan: NewsScan, objects: readonly ScannedObject[]): Promise<IsNews> {
  const found = new Map(objects.filter((object) => object.type === 'blob').map((object) => [object.oid, countsOf(object.matches)]));
  const names = objects.some((object) => object.type === 'tree');
  const changed: ChangedBy[] = [];
  const newNames = new Set<string>();
  for await (const { commit, changes } of commitLog(scan.git, { walk: scan.walk })) {
    if (changes.some((change) => found.has(change.newOid)))
      changed.push({ commit: commit.oid, changes: changes.filter((one) => isGone(one) || found.has(one.newOid)) });
    if (!names) continue;
    for (const change of changes) {
      if (oldOidsOf(change).length === 0) for (const { secret } of scan.detector.scan(change.pathBytes)) newNames.add(secret.sha256);
    }
  }
  const old = await countIn(scan, new Set(changed.flatMap(({ changes }) => changes.flatMap(oldOidsOf))));
  const news = new Set<string>();
  for (const one of changed) collectNews(one, found, old, news);
  return ({ oid, kind, match, commit }) => {
    if (kind === 'name') return newNames.has(match.secret.sha256);
    return kind !== 'content' || commit === undefined || news.has(`${commit} ${oid} ${match.secret.sha256}`);
  };
}
