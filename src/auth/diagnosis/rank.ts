import type { Diagnosis } from '#auth/diagnosis/diagnosis.ts';
import type { Finding, Sighting } from '#auth/diagnosis/report.ts';

/** What was seen of one diagnosis. */
export interface Seen {
  readonly diagnosis: Diagnosis;
  readonly count: number;
  readonly sightings: readonly Sighting[];
}

function firstLine({ sightings }: Seen): number {
  return sightings[0]?.line ?? 0;
}

/** The cause that a diagnosis follows from, among those that were seen; never one that follows from itself in turn. */
function causeOf(seen: Seen, all: readonly Seen[], below: ReadonlySet<string> = new Set()): Seen | undefined {
  const path = new Set([...below, seen.diagnosis.id]);
  for (const id of seen.diagnosis.followsFrom) {
    const cause = all.find((one) => one.diagnosis.id === id && !path.has(id));
    if (cause !== undefined) return causeOf(cause, all, path) ?? cause;
  }
  return undefined;
}

function findingOf({ diagnosis, count, sightings }: Seen, consequences: readonly Finding[]): Finding {
  const { id, area, level, title, meaning, fix, references } = diagnosis;
  const worst = consequences.some((one) => one.level === 'error') ? 'error' : level;
  return { id, area, level: worst, title, meaning, fix, count, seen: sightings, references, consequences };
}

/** Orders what was seen: errors before notes, then by where they first show; what follows from another stands below it. */
export function rank(seen: readonly Seen[]): readonly Finding[] {
  const causes = new Map(seen.map((one) => [one, causeOf(one, seen)]));
  const byPlace = [...seen].sort((a, b) => Number(a.diagnosis.level === 'note') - Number(b.diagnosis.level === 'note') || firstLine(a) - firstLine(b));
  const roots = byPlace.filter((one) => causes.get(one) === undefined);
  return roots.map((root) =>
    findingOf(
      root,
      byPlace.filter((one) => causes.get(one) === root).map((one) => findingOf(one, [])),
    ),
  );
}
