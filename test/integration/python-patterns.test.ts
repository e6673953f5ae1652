import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { RULES } from '#rules/index.ts';
import { pythonPatterns } from '#scan/python-pattern.ts';
import { contextsOf, createSampler, filledIn } from '../support/samples.ts';

const sampler = createSampler(88);

interface Case {
  readonly name: string;
  readonly patterns: readonly string[];
  readonly text: string;
  readonly sha256: string;
}

/** The names of those cases in which Python finds no text of the wanted hash. */
function missed(cases: readonly Case[]): readonly string[] {
  const script = [
    'import hashlib, json, re, sys',
    'for case in json.load(sys.stdin):',
    '  data = case["text"].encode("latin-1")',
    '  spans = [m.span("secret") for p in case["patterns"] for m in re.compile(eval(p)).finditer(data)]',
    '  if case["sha256"] not in {hashlib.sha256(data[a:b]).hexdigest() for a, b in spans}: print(case["name"])',
  ].join('\n');
  const out = execFileSync('python3', ['-c', script], { input: JSON.stringify(cases), encoding: 'utf8', maxBuffer: 2 ** 26 });
  return out.split('\n').filter((line) => line !== '');
}

function caseOf(name: string, patterns: readonly string[], secret: string, text: string): Case {
  return { name, patterns, text, sha256: createHash('sha256').update(secret, 'latin1').digest('hex') };
}

it('say the same to Python, for every built-in rule in every syntax', () => {
  const cases = RULES.flatMap((rule) =>
    [...rule.truePositives, ...contextsOf(rule).map(([, template]) => template)].map((template) => {
      const secret = sampler.secret(rule);
      return caseOf(`${rule.id}: ${template}`, pythonPatterns(rule), secret, Buffer.from(filledIn(template, rule, secret)).toString('latin1'));
    }),
  );
  expect(cases.length).toBeGreaterThan(RULES.length * 10);
  expect(missed(cases)).toEqual([]);
});

it.each([
  ['flags in front', '(?i)ACME-[a-z]{8}', 'acme-abcdefgh', 'k=acme-abcdefgh'],
  ['two groups of flags', '(?s)(?i)acme.[a-z]{8}', 'ACME\nabcdefgh', 'ACME\nabcdefgh'],
  ['a class with a name', 'acme-[[:xdigit:][:space:]_]{6}', 'acme-0aF _9', 'acme-0aF _9'],
  ['quoted text', 'acme\\Q.(x)\\E[0-9]{6}', 'acme.(x)123456', 'acme.(x)123456'],
  ['the end of the text', 'acme-[0-9]{6}\\z', 'acme-123456', 'acme-123456'],
  ['a named group', 'key=(?P<secret>[0-9]{6})', '123456', 'key=123456'],
  ['a group of flags', '(?i:acme)-[0-9]{6}', 'AcMe-123456', 'AcMe-123456'],
  ['a quotation mark and a byte', '"acme\\x{2d}[0-9]{6}"', '"acme-123456"', '"acme-123456"'],
])("say the same to Python for a user's rule with %s", (name, source, secret, text) => {
  expect(missed([caseOf(name, pythonPatterns({ pattern: { source } }), secret, text)])).toEqual([]);
});
