import { createPaint, plural, safe } from '#report/style.ts';
import type { Finding } from '#scan/report.ts';

function list(names: readonly string[]): string {
  return names.length > 10 ? `${names.slice(0, 10).map(safe).join(', ')} and ${names.length - 10} more` : names.map(safe).join(', ');
}

function findingText(finding: Finding): string {
  const { history } = finding;
  const lines = [`${finding.ruleId}  ${finding.redacted}  ${finding.fingerprint}`];
  if (history !== undefined) {
    lines.push(
      history.introduced === null && history.refs.length === 0
        ? '  in no commit: there is nothing to rewrite, and a clone does not have it; git gc --prune=now removes it once it is not staged'
        : `  would change ${plural(history.commits, 'commit')}, from ${history.introduced?.commit.slice(0, 12) ?? 'none'} on`,
    );
    lines.push(`  refs:  ${list(history.refs) || 'none'}`, `  paths: ${list(history.paths)}`);
  }
  return lines.join('\n');
}

/** What a rewrite of the history would change, what it would not, and how to make it. */
export function purgeText(
  findings: readonly Finding[],
  {
    file,
    fingerprints,
    colour,
    program,
  }: { readonly file: string; readonly fingerprints: readonly string[]; readonly colour: boolean; readonly program: string },
): string {
  const paint = createPaint(colour);
  return [
    ...findings.map(findingText),
    '',
    `${paint('yellow', 'A rewrite does not un-leak.')} Whoever has fetched the commits has the token, and so have forks, pull requests and caches of the host:`,
    ...[...new Set(findings.map((finding) => finding.url))].map((url) => `  revoke it first:  ${url || 'where it was issued'}`),
    'Every commit after the first one named gets a new id; everybody who works on them has to clone again.',
    '',
    `What to replace is in ${file}, as hashes. To rewrite, in a fresh clone (git clone --mirror --no-local URL-OR-PATH fresh.git):`,
    `  ${program} purge ${fingerprints.map((one) => `--fingerprint ${one}`).join(' ')} --run`,
    '  then look at it, and:  git push --force --mirror URL',
    '',
  ].join('\n');
}
