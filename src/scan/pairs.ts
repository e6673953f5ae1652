import type { Match } from '#detect/match.ts';
import { locationOf, type Origin } from '#scan/finding.ts';
import type { RelatedMatch } from '#scan/report.ts';

/** A match to report, with the halves that belong to it. */
export interface Paired {
  readonly match: Match;
  readonly partners: readonly Match[];
}

function nearest(id: Match, secrets: readonly Match[]): Match | undefined {
  let best: Match | undefined;
  for (const secret of secrets) {
    if (best === undefined || Math.abs(secret.offset - id.offset) < Math.abs(best.offset - id.offset)) best = secret;
  }
  return best;
}

/**
 * Joins the two halves of a credential that lie in one content: the id goes to the nearest secret of its kind that has none.
 *
 * A half that stays alone is reported as it is.
 */
export function pairUp(matches: readonly Match[]): readonly Paired[] {
  const partners = new Map<Match, Match[]>();
  const joined = new Set<Match>();
  for (const id of matches) {
    const pair = id.rule.pair;
    if (pair?.half !== 'id') continue;
    const free = matches.filter((one) => one.rule.pair?.name === pair.name && one.rule.pair.half === 'secret' && !partners.has(one));
    const secret = nearest(id, free);
    if (secret === undefined) continue;
    partners.set(secret, [id]);
    joined.add(id);
  }
  return matches.filter((match) => !joined.has(match)).map((match) => ({ match, partners: partners.get(match) ?? [] }));
}

export function relatedOf(partners: readonly Match[], origin: Origin): readonly RelatedMatch[] {
  return partners.map((match) => ({
    ruleId: match.rule.id,
    title: match.rule.title,
    redacted: match.secret.redacted,
    secretSha256: match.secret.sha256,
    location: locationOf(match, origin),
  }));
}
