import type { BaselineEntry } from '#config/baseline.ts';
import { type AllowEntry, type Config, DEFAULT_LAYERS, type LayerSettings } from '#config/config.ts';
import type { GitleaksEntry } from '#config/gitleaks-ignore.ts';
import type { InlineAllow } from '#detect/match.ts';
import type { Secret } from '#detect/secret.ts';
import { fingerprintOf } from '#scan/finding.ts';
import type { Allowed, Finding, SettingsFacts } from '#scan/report.ts';

const LAYER_LIMITS = Object.keys(DEFAULT_LAYERS) as readonly (keyof LayerSettings)[];

/** Everything beside a finding that decides whether it counts. */
export interface Standing {
  /** The mark on its line. */
  readonly inline?: InlineAllow | undefined;
  /** It stood there before what is looked at. */
  readonly known?: boolean;
  /** Every path it stands under, all of which must be allowed; the location's by default. */
  readonly paths?: readonly string[];
  /** What patterns are matched against; none match without it. */
  readonly secret?: Secret | undefined;
}

/** What the repository or the user accepts. */
export interface Acceptances {
  readonly config: Config;
  readonly baseline: readonly BaselineEntry[] | undefined;
  readonly gitleaks: readonly GitleaksEntry[];
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** What a finding or a habit is judged by. */
export interface Judged extends Pick<Finding, 'ruleId' | 'provider' | 'secretSha256'> {
  readonly location: Pick<Finding['location'], 'path' | 'line'> & { readonly commit?: string | null };
}

/** `baselined`, or allowed by a mark, the settings or another tool's file; `undefined` when nothing accepts it. */
export type Decision = Pick<Allowed, 'by' | 'reason'> | 'baselined' | undefined;

/** Decides which findings are accepted, and remembers which of the acceptances were of use. */
export class Allowances {
  readonly #config: Config;
  readonly #today: string;
  readonly #baseline: ReadonlyMap<string, BaselineEntry> | undefined;
  readonly #gitleaks: readonly GitleaksEntry[];
  readonly #usedEntries = new Set<AllowEntry>();
  readonly #usedFingerprints = new Set<string>();

  constructor({ config, baseline, gitleaks, today }: Acceptances) {
    this.#config = config;
    this.#today = today;
    this.#baseline = baseline && new Map(baseline.map((entry) => [entry.fingerprint, entry]));
    this.#gitleaks = gitleaks;
  }

  decide(finding: Judged, { inline, paths = [finding.location.path], secret }: Standing): Decision {
    const isBaselined = this.#isBaselined(finding, paths); // asked first: what stands there is in use, whatever else allows it
    if (inline !== undefined) return { by: inline.by, reason: inline.reason };
    const entries = paths.map((path) => this.#entryFor(finding, path, secret));
    const [first] = entries;
    if (first !== undefined && !entries.includes(undefined)) return { by: 'settings', reason: first.reason };
    if (this.#gitleaks.some((entry) => paths.includes(entry.path) && isSame(entry, finding))) return { by: 'gitleaks', reason: '.gitleaksignore' };
    return isBaselined ? 'baselined' : undefined;
  }

  /** Takes from another thread's facts which acceptances were of use there. */
  absorb({ unused, unusedBaseline }: SettingsFacts): void {
    this.#config.allow.forEach((entry, index) => {
      if (!unused.some((one) => one.index === index)) this.#usedEntries.add(entry);
    });
    for (const fingerprint of this.#baseline?.keys() ?? []) if (!unusedBaseline.includes(fingerprint)) this.#usedFingerprints.add(fingerprint);
  }

  /** @param whole Everything was looked at; otherwise nothing is said to be unused. */
  facts(whole: boolean): SettingsFacts {
    const { allow, off, severity, layers } = this.#config;
    const said = (wanted: (entry: AllowEntry) => boolean) =>
      allow.flatMap((entry, index) => (wanted(entry) ? [{ index, reason: entry.reason, expires: entry.expires ?? null }] : []));
    return {
      off: Object.entries(off).map(([ruleId, reason]) => ({ ruleId, reason })),
      severity: Object.entries(severity).map(([ruleId, value]) => ({ ruleId, severity: value })),
      layers: LAYER_LIMITS.filter((limit) => layers[limit] < DEFAULT_LAYERS[limit]).map((limit) => ({
        limit,
        value: layers[limit],
        usual: DEFAULT_LAYERS[limit],
      })),
      expired: said((entry) => this.#isExpired(entry)),
      unused: said((entry) => whole && !this.#usedEntries.has(entry) && !this.#isExpired(entry)),
      unusedBaseline: [...(this.#baseline?.keys() ?? [])].filter((fingerprint) => whole && !this.#usedFingerprints.has(fingerprint)),
    };
  }

  #isExpired({ expires }: AllowEntry): boolean {
    return expires !== undefined && expires < this.#today;
  }

  #entryFor(finding: Judged, path: string, secret: Secret | undefined): AllowEntry | undefined {
    const entry = this.#config.allow.find((one) => !this.#isExpired(one) && this.#allows(one, { finding, path, secret }));
    if (entry !== undefined) this.#usedEntries.add(entry);
    return entry;
  }

  #allows(entry: AllowEntry, { finding, path, secret }: { readonly finding: Judged; readonly path: string; readonly secret: Secret | undefined }): boolean {
    const { ruleId, secretSha256 } = finding;
    if (entry.rules.length > 0 && !entry.rules.includes(ruleId)) return false;
    if (entry.secretSha256.length > 0 && !entry.secretSha256.includes(secretSha256)) return false;
    if (entry.fingerprints.length > 0 && !entry.fingerprints.includes(fingerprintOf(ruleId, path, secretSha256))) return false;
    if (entry.paths.length > 0 && !this.#config.pathMatches(path, entry.paths)) return false;
    return entry.patterns.length === 0 || (secret !== undefined && entry.patterns.some((one) => this.#config.secretMatches(secret.expose(), one)));
  }

  #isBaselined({ ruleId, secretSha256 }: Judged, paths: readonly string[]): boolean {
    const baseline = this.#baseline;
    if (baseline === undefined) return false;
    const fingerprints = paths.map((path) => fingerprintOf(ruleId, path, secretSha256));
    for (const fingerprint of fingerprints) if (baseline.has(fingerprint)) this.#usedFingerprints.add(fingerprint);
    return fingerprints.every((fingerprint) => baseline.has(fingerprint));
  }
}

/** gitleaks has rule names of its own; they start with the provider. */
function isSame(entry: GitleaksEntry, { ruleId, provider, location }: Judged): boolean {
  if (entry.line !== location.line) return false;
  if (entry.ruleId !== ruleId && !entry.ruleId.startsWith(`${provider}-`)) return false;
  return entry.commit === undefined || location.commit?.startsWith(entry.commit) === true;
}
