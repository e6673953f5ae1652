import { createHash } from '#crypto.ts';
import type { Match } from '#detect/match.ts';
import type { Finding, Location, Pages, RelatedMatch } from '#scan/report.ts';

/** Where a content came from. */
export interface Origin {
  /** Relative to where the scan ran, with `/`. */
  readonly path: string;
  readonly blob?: string;
  readonly commit?: string;
  /** Pages on a Hub, for a line. */
  readonly pages?: (line: number) => Pages;
}

/** A path and the way from there into an archive: `dist.whl!pkg/config.py`. Layers without a name are left out. */
export function placeWithin(path: string, layers: readonly string[]): string {
  const names = layers.flatMap((layer) => (layer.includes(':') ? layer.slice(layer.indexOf(':') + 1) : []));
  return [path, ...names].join('!');
}

export function locationOf(match: Match, origin: Origin): Location {
  const { line, column, columnUnit, layers } = match;
  return { path: origin.path, line, column, columnUnit, commit: origin.commit ?? null, blob: origin.blob ?? null, ref: null, layers };
}

/** `v1:` and 32 hex digits of a hash over rule, path and secret: stable when lines move, another in another file. */
export function fingerprintOf(ruleId: string, path: string, secretSha256: string): string {
  const hash = createHash('sha256').update(`${ruleId}\0${path}\0${secretSha256}`, 'utf8').digest('hex');
  return `v1:${hash.slice(0, 32)}`;
}

/**
 * Makes a finding of a match: facts about the secret, never the secret.
 *
 * @param options.path The path that the fingerprint goes by: from the repository's top. The origin's by default.
 */
export function findingOf(
  match: Match,
  origin: Origin,
  { related, path = origin.path }: { readonly related: readonly RelatedMatch[]; readonly path?: string },
): Finding {
  const { rule, secret } = match;
  const secretSha256 = secret.sha256;
  return {
    ruleId: rule.id,
    provider: rule.provider,
    title: rule.title,
    severity: rule.severity,
    confidence: rule.confidence,
    location: locationOf(match, origin),
    redacted: secret.redacted,
    length: secret.length,
    fingerprint: fingerprintOf(rule.id, path, secretSha256),
    secretSha256,
    validity: 'unknown',
    help: rule.remediation.help,
    url: rule.remediation.url,
    excerpt: match.excerpt,
    related,
    ...(origin.pages === undefined ? {} : { pages: origin.pages(match.line) }),
  };
}
