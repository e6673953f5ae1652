import type { Rule } from '#detect/rule.ts';
import { pythonPatterns } from '#scan/python-pattern.ts';
import type { Finding } from '#scan/report.ts';

/** What stands in the history in place of a token that was taken out. */
const REPLACEMENT = 'REMOVED-BY-AUTH-GUARD';

/**
 * Writes, in Python, what `git filter-repo` is to do with each blob, message and name: replace every text of the rules' shapes whose SHA-256 is that
 * of a finding. The secrets are known by their hashes alone, so that none stands in the file.
 *
 * UTF-16 is read through its every second byte, at both offsets, where the bytes between are zero.
 *
 * @returns The definition of a function `scrub(data: bytes) -> bytes`.
 */
export function purgeSource(findings: readonly Finding[], rules: readonly Rule[]): string {
  const parts = findings.flatMap((finding) => [finding, ...finding.related]);
  const digests = [...new Set(parts.map((part) => `"${part.secretSha256}"`))];
  const ids = new Set(parts.map((part) => part.ruleId));
  const patterns = rules.filter((rule) => ids.has(rule.id)).flatMap(pythonPatterns);
  return `import hashlib, re

digests = {${digests.join(', ')}}
patterns = [re.compile(source) for source in [${patterns.join(', ')}]]
replacement = b"${REPLACEMENT}"

def spans(data):
    matches = [match.span("secret") for pattern in patterns for match in pattern.finditer(data)]
    return sorted({span for span in matches if hashlib.sha256(data[span[0]:span[1]]).hexdigest() in digests}, reverse=True)

def scrub_wide(data, offset):
    for start, end in spans(data[offset::2]):
        first, last = offset + 2 * start, offset + 2 * end - 1
        if not any(data[first + 1:last:2]):
            data = data[:first] + replacement.decode().encode("utf-16-le")[:-1] + data[last:]
    return data

def scrub(data):
    for start, end in spans(data):
        data = data[:start] + replacement + data[end:]
    return scrub_wide(scrub_wide(data, 0), 1) if b"\\0" in data else data
`;
}
