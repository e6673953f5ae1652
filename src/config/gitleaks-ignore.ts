/** The ignore file of gitleaks at a repository's top. */
export const GITLEAKS_IGNORE_FILE = '.gitleaksignore';

/** A finding of gitleaks that is to be passed over. */
export interface GitleaksEntry {
  /** In this commit alone; in any content when missing. */
  readonly commit: string | undefined;
  readonly path: string;
  /** As gitleaks names it. */
  readonly ruleId: string;
  readonly line: number;
}

/**
 * Reads fingerprints of gitleaks: `file:rule:line` or `commit:file:rule:line`, one a line. What is neither is passed over, as gitleaks does.
 *
 * @see https://github.com/gitleaks/gitleaks#gitleaksignore
 */
export function parseGitleaksIgnore(text: string): readonly GitleaksEntry[] {
  const entries: GitleaksEntry[] = [];
  for (const line of text.split('\n')) {
    const found = /^(?:(?<commit>[0-9a-f]{7,64}):)?(?<path>[^#:][^:]*):(?<ruleId>[^:]+):(?<line>\d+)$/.exec(line.trim())?.groups;
    if (found === undefined) continue;
    entries.push({ commit: found['commit'], path: found['path'] as string, ruleId: found['ruleId'] as string, line: Number(found['line']) });
  }
  return entries;
}
