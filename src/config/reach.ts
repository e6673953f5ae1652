import type { AllowEntry, Config } from '#config/config.ts';

/** Paths that have nothing in common: a set of globs that matches all of them matches any. */
const PATHS = ['a', '.b', 'Makefile', 'c/d.py', '.e/f', 'g/.h/i j.é', 'k/l/m/n/o.tar.gz', 'zz-9/Q_7.ipynb', '-/+'];

/** Secrets that have nothing in common but that they are some. */
const SECRETS = [
  'AbCdEfGhIjKlMnOpQrStUvWxYz01234567',
  '0a1B2c3D4e5F-6g7H8i9J0k',
  'ZZ2B3C4D5E6F7G8H9I',
  'ffeeddccbbaa99887766554433221100',
  'correct_horse+battery',
];

/**
 * Whether an `allow` entry would let everything pass, whatever it is written like: `**`, a list that adds up to it, every rule by name, a pattern that
 * any secret matches.
 */
export function coversEverything(entry: AllowEntry, ruleIds: readonly string[], config: Pick<Config, 'pathMatches' | 'secretMatches'>): boolean {
  if (entry.fingerprints.length > 0 || entry.secretSha256.length > 0) return false;
  if (entry.rules.length > 0 && (ruleIds.length === 0 || !ruleIds.every((id) => entry.rules.includes(id)))) return false;
  if (entry.paths.length > 0 && !PATHS.every((path) => config.pathMatches(path, entry.paths))) return false;
  return entry.patterns.length === 0 || SECRETS.every((secret) => entry.patterns.some((pattern) => config.secretMatches(secret, pattern)));
}

/** What an entry is called in messages. */
export function nameOfEntry(entry: AllowEntry | undefined): string {
  return entry === undefined ? 'the entry' : `the entry "${entry.reason}"`;
}
