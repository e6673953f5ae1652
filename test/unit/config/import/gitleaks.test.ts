import micromatch from 'micromatch';
import { describe, expect, it } from 'vitest';
import { importGitleaks } from '#config/import/gitleaks.ts';
import { mergeImported } from '#config/import/merge.ts';
import { globsFor } from '#config/import/path-glob.ts';
import { nameSecretGroup } from '#config/import/secret-group.ts';

const PATHS = [
  'tests/a.py',
  'x/tests/b',
  'vendor/a/b.go',
  'a/vendor/b',
  'package-lock.json',
  'web/package-lock.json',
  'docs/a.png',
  'a.jpg',
  'a.pngx',
  'go.sum',
  'contests/x',
  'a/b/fixtures/c/d.txt',
  'lockfile',
  'x.lock',
];

describe('a path of gitleaks as globs', () => {
  it.each([
    '^tests/',
    'tests/',
    '(^|/)vendor/',
    '(?:^|/)vendor/',
    String.raw`package-lock\.json`,
    String.raw`package-lock\.json$`,
    String.raw`\.lock$`,
    String.raw`.*\.(png|jpg)$`,
    '.*?fixtures/.*',
    'go.sum$',
    '^docs/[^/]*',
  ])('%s matches the same paths, or cannot be said', (source) => {
    const globs = globsFor(source);
    if (globs === undefined) return expect(source).toMatch(/\.\*\?|go\.sum/); // `.` is any character there
    const byPattern = PATHS.filter((path) => new RegExp(source).test(path));
    expect(PATHS.filter((path) => micromatch.isMatch(path, [...globs], { dot: true }))).toEqual(byPattern);
  });

  it.each(['a.*b', '[a-z]+', '(a|b)+', '^$', 'a|b'])('%s cannot be said', (source) => {
    expect(globsFor(source)).toBeUndefined();
  });
});

it.each([
  [String.raw`\b(abc_[a-z]+)\b`, 0, String.raw`\b(?P<secret>abc_[a-z]+)\b`],
  ['(?:x)(a)(b)', 2, '(?:x)(a)(?P<secret>b)'],
  [String.raw`\([(](a)`, 1, String.raw`\([(](?P<secret>a)`],
  ['(?P<key>a)b', 1, '(?P<secret>a)b'],
  ['abc', 0, 'abc'],
  ['(a)', 2, undefined],
])('names the group of %s, %i', (source, group, expected) => {
  expect(nameSecretGroup(source, group)).toBe(expected);
});

const toml = String.raw`
title = "ours"
[extend]
useDefault = true
disabledRules = ["huggingface-access-token", "slack-bot-token"]

[[rules]]
id = "Acme_Key"
description = "Acme key"
regex = '''(?i)acme[_-]?key\s*=\s*['"]([a-z0-9]{32})['"]'''
entropy = 3.2
keywords = ["acme"]
[[rules.allowlists]]
description = "made up"
paths = ['''^tests/''', '''a.*b''']
stopwords = ["example"]
regexes = ['''^0000''']

[[rules]]
id = "no-literal"
regex = '''[a-z]{32}'''
keywords = ["secret"]

[[rules]]
id = "paths"
path = '''\.pem$'''

[[rules]]
id = "line"
regex = '''line_token_([0-9]+)'''
path = '''\.py$'''
[rules.allowlist]
regexTarget = "line"
regexes = ["nope"]
commits = ["abc"]

[[allowlists]]
description = "both"
condition = "AND"
paths = ['''(^|/)vendor/''']
regexes = ['''^fixed''']

[allowlist]
paths = ['''go\.sum$''']
`;

it('carries rules, entropy, allowlists and disabled rules, and lists what it cannot carry', () => {
  const { rules, allow, off, notCarried } = importGitleaks(toml, 'gitleaks.toml', ['huggingface-user-token']);
  expect(rules).toEqual([
    {
      id: 'acme_key',
      title: 'Acme key',
      pattern: String.raw`(?i)acme[_-]?key\s*=\s*['"](?P<secret>[a-z0-9]{32})['"]`,
      minEntropyBits: 3.2,
      ignore: ['^0000', '(?i)example'],
    },
    { id: 'line', title: 'line', pattern: 'line_token_(?P<secret>[0-9]+)' },
  ]);
  expect(allow).toEqual([
    { rules: ['acme_key'], reason: 'made up', paths: ['tests/**'] },
    { paths: ['**/*go.sum'], reason: 'imported from gitleaks' },
    { paths: ['**/vendor/**'], patterns: ['^fixed'], reason: 'both' },
  ]);
  expect(off).toEqual({ 'huggingface-user-token': 'imported from gitleaks: disabledRules' });
  expect(notCarried.map((one) => one.split(': ').slice(0, 2).join(': '))).toEqual([
    'rule Acme_Key: allowlist',
    expect.stringMatching(/^rule no-literal: holds no text of 3 or more characters/),
    'rule paths: it looks at paths alone',
    'rule line: path',
    'rule line: allowlist',
    'rule line: allowlist',
    'extend: useDefault',
    'disabledRules: slack-bot-token',
  ]);
});

it('adds to settings that stand, with their comments and layout, and nothing twice', () => {
  const imported = importGitleaks(toml, 'gitleaks.toml', ['huggingface-user-token']);
  const before = '# ours\nmaxSize: 5M # enough\n\nallow:\n  # made up\n  - paths: [a/**]\n    reason: "x"\n';
  const once = mergeImported(before, imported, 'f');
  for (const line of ['# ours', 'maxSize: 5M # enough', '  # made up', '    reason: "x"']) expect(once.split('\n')).toContain(line);
  expect(once).toContain('id: acme_key');
  expect(mergeImported(once, imported, 'f')).toBe(once);
});

it('says where TOML is broken', () => {
  expect(() => importGitleaks('a = ', 'gitleaks.toml', [])).toThrow(/gitleaks\.toml:1:5/);
  expect(() => importGitleaks('rules = 3', 'gitleaks.toml', [])).toThrow(/gitleaks\.toml: rules/);
});
