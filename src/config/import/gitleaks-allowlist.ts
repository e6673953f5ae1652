import type { Allowlist } from '#config/import/gitleaks-file.ts';
import type { Leave, WrittenAllow } from '#config/import/imported.ts';
import { globsFor } from '#config/import/path-glob.ts';
import { compilePattern } from '#detect/own/own-rule.ts';

/** What of an allowlist can be carried. */
interface Conditions {
  readonly paths: readonly string[];
  readonly patterns: readonly string[];
  /** Both must hold. */
  readonly together: boolean;
}

const NO_CONDITIONS: Conditions = { paths: [], patterns: [], together: false };

function quoted(word: string): string {
  return `(?i)${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
}

function pathsOf(list: Allowlist, where: string, leave: Leave): readonly string[] {
  return list.paths.flatMap((path) => {
    const globs = globsFor(path);
    if (globs === undefined) leave(`${where}: path ${path}`, 'no glob says the same');
    return globs ?? [];
  });
}

function patternsOf(list: Allowlist, where: string, leave: Leave): readonly string[] {
  const target = list.regexes.length > 0 && list.regexTarget !== 'secret' ? list.regexTarget : undefined;
  if (target !== undefined) leave(`${where}: regexes`, `they are for the whole ${target}; patterns here are for the secret`);
  const compiles = (pattern: string): boolean => {
    try {
      compilePattern(pattern, []);
      return true;
    } catch (cause) {
      leave(`${where}: ${pattern}`, (cause as Error).message);
      return false;
    }
  };
  return [...(target === undefined ? list.regexes : []), ...list.stopwords.map(quoted)].filter(compiles);
}

function needsAll(list: Allowlist): boolean {
  const kinds = [list.commits, list.paths, list.regexes, list.stopwords].filter((kind) => kind.length > 0).length;
  return /^(?:and|&&)$/i.test(list.condition) && kinds > 1;
}

/** What an allowlist says in our terms: of paths, and of secrets. What of it is left out is noted. */
export function conditionsOf(list: Allowlist, where: string, leave: Leave): Conditions {
  if (list.commits.length > 0) leave(`${where}: commits`, 'findings are allowed by path, rule, pattern or fingerprint');
  const paths = pathsOf(list, where, leave);
  const patterns = patternsOf(list, where, leave);
  const together = needsAll(list);
  if (!together || (paths.length > 0 && patterns.length > 0 && list.commits.length === 0)) return { paths, patterns, together };
  leave(where, 'all of its conditions must hold, and not all of them could be carried');
  return NO_CONDITIONS;
}

/** The entries of `allow` for these conditions: one for both, or one for each. */
export function entriesFor(
  { paths, patterns, together }: Conditions,
  scope: { readonly rules?: readonly string[]; readonly reason: string },
): readonly WrittenAllow[] {
  if (together) return [{ ...scope, paths, patterns }];
  return [...(paths.length > 0 ? [{ ...scope, paths }] : []), ...(patterns.length > 0 ? [{ ...scope, patterns }] : [])];
}
