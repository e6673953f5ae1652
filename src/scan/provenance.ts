import { join } from 'node:path';
import type { Detector } from '#detect/detector.ts';
import type { Match } from '#detect/match.ts';
import { commitLog } from '#git/commit-log.ts';
import type { GitContext, Walk } from '#git/git.ts';
import { indexPaths } from '#git/index-paths.ts';
import { headCommit, headObjects, type Ref } from '#git/refs.ts';
import type { Collector } from '#scan/collector.ts';
import { findingOf, type Origin } from '#scan/finding.ts';
import { type CommitAuthorship, Introductions, type KeptIntroductions } from '#scan/introductions.ts';
import { type ObjectPart, partsOf } from '#scan/object-parts.ts';
import type { ScannedObject } from '#scan/object-scanner.ts';
import { pairUp, relatedOf } from '#scan/pairs.ts';
import type { Finding, HistoryFacts } from '#scan/report.ts';
import { readSealed, writeSealed } from '#scan/sealed-file.ts';

interface Occurrence {
  readonly part: ObjectPart;
  readonly match: Match;
  readonly partners: readonly Match[];
}

export interface ProvenanceScan {
  readonly git: GitContext;
  readonly detector: Detector;
  readonly collector: Collector;
  /** Where the walk for commits starts. */
  readonly walk: Walk;
  readonly refs: readonly Ref[];
  /** Put before every path: the way to a submodule. */
  readonly prefix: string;
  /** Where the walk's end is kept, and what must be the same for it to be taken again. */
  readonly kept?: { readonly folder: string; readonly state: string } | undefined;
}

type KeptOrigins = KeptIntroductions & { readonly state: string };

function keyOf({ rule, secret }: Match): string {
  return `${rule.id} ${secret.sha256}`;
}

/** The occurrences of one secret, and its bit in the sets that the walk passes on. */
interface Group {
  readonly occurrences: Occurrence[];
  readonly bit: bigint;
}

function bySecret(parts: readonly ObjectPart[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const part of parts) {
    for (const { match, partners } of pairUp(part.matches)) {
      const key = [match, ...partners].map(keyOf).join(' ');
      const group = groups.get(key) ?? { occurrences: [], bit: 1n << BigInt(groups.size) };
      group.occurrences.push({ part, match, partners });
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

/** Walks the commits once for all secrets. */
async function walkCommits(scan: ProvenanceScan, groups: readonly Group[]): Promise<Introductions> {
  const found = new Introductions(groups, scan.detector.mask);
  const file = scan.kept === undefined ? undefined : join(scan.kept.folder, 'origins.json');
  const state = `${scan.kept?.state}\n${found.marks}`;
  const kept = file === undefined ? undefined : (JSON.parse(readSealed(file)?.toString('utf8') ?? 'null') as KeptOrigins | null);
  if (kept?.state === state) {
    found.restore(kept);
    return found;
  }
  const trees = groups.some(({ occurrences }) => occurrences.some(({ part }) => part.object.type === 'tree'));
  try {
    for await (const logged of commitLog(scan.git, { walk: scan.walk, isWanted: (oid) => found.isWanted(oid), trees })) found.take(logged);
    const tips = [await headCommit(scan.git), ...scan.refs.map((ref) => ref.peeled)];
    if (file !== undefined) writeSealed(file, Buffer.from(JSON.stringify({ state, ...found.keep(tips) } satisfies KeptOrigins)));
  } catch (cause) {
    const detail = `not every commit could be walked, so that origins may be missing: ${(cause as Error).message}`;
    scan.collector.skip(`${scan.prefix}history`, 'missing-object', detail);
  }
  return found;
}

/** Where an occurrence came from: one entry for each commit and path that brings it in. */
interface Trace {
  readonly occurrence: Occurrence;
  readonly commit: CommitAuthorship | undefined;
  readonly path: string;
  readonly age: number;
  /** In no commit, but in an index. */
  readonly isStaged: boolean;
}

function tracesOf(occurrence: Occurrence, { found, index }: Pick<World, 'found' | 'index'>): readonly Trace[] {
  const { label, kind, object } = occurrence.part;
  const within = (path: string): string => (kind === 'content' ? path : kind === 'name' && path !== '' ? `${path}/${label}` : label);
  const traces = found.of(object.oid).map(({ commit, path, age }) => ({ occurrence, commit, path: within(path), age, isStaged: false }));
  if (traces.length > 0) return traces;
  const nowhere = { occurrence, commit: undefined, age: Number.MAX_SAFE_INTEGER };
  const staged = kind === 'content' ? [...(index.get(object.oid) ?? [])] : [];
  if (staged.length > 0) return staged.map((path) => ({ ...nowhere, path, isStaged: true }));
  return [{ ...nowhere, path: label || `object ${object.oid.slice(0, 12)}`, isStaged: false }];
}

interface World {
  readonly found: Introductions;
  /** Where what is in no commit is staged. */
  readonly index: ReadonlyMap<string, ReadonlySet<string>>;
  readonly headObjects: ReadonlySet<string>;
  readonly headOid: string;
}

function pathsOf(traces: readonly Trace[], prefix: string): readonly string[] {
  return [...new Set(traces.map(({ path }) => prefix + path))].sort();
}

/** A commit that was refused has left its blobs, and the index may still hold them. */
async function stagedPaths({ git, detector }: ProvenanceScan, groups: readonly Group[], found: Introductions): Promise<World['index']> {
  const objects = groups.flatMap(({ occurrences }) => occurrences.map(({ part }) => part.object));
  const alone = new Set(objects.filter(({ oid, type }) => type === 'blob' && found.of(oid).length === 0).map(({ oid }) => oid));
  if (alone.size === 0) return new Map();
  const paths = await indexPaths(git, alone);
  return new Map([...paths].map(([oid, some]) => [oid, new Set([...some].map((path) => detector.mask(path)))]));
}

function factsOf(scan: ProvenanceScan, group: Group, traces: readonly Trace[], { found, headObjects: head, headOid }: World): HistoryFacts {
  const objects = new Set(group.occurrences.map(({ part }) => part.object.oid));
  const first = traces[0]?.commit;
  const inMessage = group.occurrences.some(({ part }) => part.object.type === 'commit') && found.reaches(headOid, group.bit);
  return {
    introduced: first === undefined ? null : { commit: first.oid, author: first.author, authoredAt: first.authoredAt },
    paths: pathsOf(traces, scan.prefix),
    staged: pathsOf(
      traces.filter(({ isStaged }) => isStaged),
      scan.prefix,
    ),
    refs: scan.refs.filter((ref) => objects.has(ref.oid) || found.reaches(ref.peeled, group.bit)).map((ref) => scan.detector.mask(ref.name)),
    inHead: inMessage || [...objects].some((oid) => head.has(oid)),
    objects: objects.size,
    commits: found.commitsWith(group.bit),
  };
}

function findingFrom({ occurrence, commit, path }: Trace, prefix: string, history: HistoryFacts): Finding {
  const { oid, type } = occurrence.part.object;
  const origin: Origin = { path: prefix + path, ...(type === 'blob' ? { blob: oid } : {}), ...(commit === undefined ? {} : { commit: commit.oid }) };
  return { ...findingOf(occurrence.match, origin, { related: relatedOf(occurrence.partners, origin) }), history };
}

/** Whether an occurrence came in with a commit, or stood there before; asked for pushes. */
export type IsNews = (trace: {
  readonly oid: string;
  readonly kind: ObjectPart['kind'];
  readonly match: Match;
  readonly commit: string | undefined;
}) => boolean;

/**
 * Turns objects in which something was found into findings, one for each secret: who brought it in, where it stands, what still reaches it.
 *
 * A secret that a mark allows is allowed only when every occurrence is marked; likewise for settings and paths.
 *
 * @param isNews Tells occurrences that were there before; all are news by default.
 */
export async function traceFindings(scan: ProvenanceScan, objects: readonly ScannedObject[], isNews: IsNews = () => true): Promise<void> {
  if (objects.length === 0) return;
  const parts: ObjectPart[] = [];
  for (const object of objects) parts.push(...(await partsOf(scan.git, object, scan.detector)));
  const groups = bySecret(parts);
  const [found, head, headOid] = await Promise.all([walkCommits(scan, groups), headObjects(scan.git), headCommit(scan.git)]);
  const world = { found, headObjects: head, headOid, index: await stagedPaths(scan, groups, found) };
  for (const group of groups) {
    const traces = group.occurrences.flatMap((occurrence) => tracesOf(occurrence, world)).sort((a, b) => a.age - b.age);
    const news = traces.filter(({ occurrence: { part, match }, commit }) => isNews({ oid: part.object.oid, kind: part.kind, match, commit: commit?.oid }));
    const shown = (news.length > 0 ? news : traces).find(({ occurrence }) => occurrence.match.allow === undefined) ?? (traces[0] as Trace);
    const history = factsOf(scan, group, traces, world);
    const inline = shown.occurrence.match.allow;
    scan.collector.addFinding(findingFrom(shown, scan.prefix, history), {
      inline,
      known: news.length === 0,
      paths: history.paths,
      secret: shown.occurrence.match.secret,
    });
  }
}
