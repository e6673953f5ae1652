import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliRun, runCli } from '../support/cli.ts';
import { Repository } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(64);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const key = sampler.text(24, 'abcdef0123456789');

function run(repository: Repository, args: readonly string[], input?: string): CliRun {
  return runCli(args, { cwd: repository.path, env: repository.env, tokens: [token, key], ...(input === undefined ? {} : { input }) });
}

function withRule(more: string): Repository {
  const repository = Repository.create();
  repository.write(
    '.auth-guard.yaml',
    String.raw`
rules:
  - id: acme-key
    title: Acme key
    pattern: '(?i)acme_key\s*=\s*"(?P<secret>[a-f0-9]{24})"'
${more}
off:
  modal-token-id: we use none
`,
  );
  return repository;
}

describe('auth-guard rules', () => {
  it('lists built-in and own rules, and which are off', () => {
    const { stdout, exitCode } = run(withRule(''), ['rules', 'list']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^huggingface-user-token +high +high/m);
    expect(stdout).toMatch(/^acme-key .*\(own\)$/m);
    expect(stdout).toMatch(/^modal-token-id .*\(off: we use none\)$/m);
    const listed = JSON.parse(run(withRule(''), ['rules', 'list', '--format', 'json']).stdout);
    expect(listed.rules.find((rule: { id: string }) => rule.id === 'acme-key')).toMatchObject({ own: true, off: null, literals: ['acme_key'] });
  });

  it('shows one, and refuses what is none', () => {
    const { stdout } = run(withRule(''), ['rules', 'show', 'acme-key']);
    expect(stdout).toContain(`literals:    "acme_key" in any case`);
    expect(run(withRule(''), ['rules', 'show', 'acme'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('There is no rule "acme"') });
  });

  it('tries rules on a file and on standard input, also those that are off', () => {
    const repository = withRule('');
    repository.write('a.py', `acme_key = "${key}"\n${token} auth-guard:allow\n`);
    expect(run(repository, ['rules', 'test', 'a.py'])).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('a.py:2:1') });
    expect(run(repository, ['rules', 'test', '--rule', 'acme-key', 'a.py']).stdout).toContain('1 token found');
    expect(run(repository, ['rules', 'test'], `x ${`ak-${sampler.text(22)}`}`)).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('modal-token-id'),
    });
    expect(run(repository, ['rules', 'test', 'none.py']).exitCode).toBe(2);
  });

  it.each([
    [
      'passes examples that hold',
      `    sample: {characters: abcdef0123456789, length: 24}\n    truePositives: ['acme_key = "{token}"']\n    trueNegatives: ['acme_key = ""']`,
      0,
      /acme-key: 2 examples, as they should be/,
    ],
    ['fails on a true one that finds nothing', `    truePositives: ['acme_key = "x"']`, 1, /acme-key: truePositives\[0\] fails: .*nothing is found in it/],
    [
      'fails on a false one that finds something',
      `    sample: {characters: abcdef0123456789, length: 24}\n    trueNegatives: ['ACME_KEY="{token}"']`,
      1,
      /trueNegatives\[0\] fails/,
    ],
    ['says that there are none', '', 0, /acme-key: has no examples/],
  ])('check %s', (_name, more, code, message) => {
    const { exitCode, stdout } = run(withRule(more), ['rules', 'check']);
    expect(stdout).toMatch(message);
    expect(exitCode).toBe(code);
  });

  it('refuses a {token} that nothing fills, with its place', () => {
    const { exitCode, stderr } = run(withRule(`    truePositives: ['{token}']`), ['rules', 'check']);
    expect(stderr).toContain('.auth-guard.yaml:6:21: rules.0.truePositives.0: has a {token}');
    expect(exitCode).toBe(2);
  });

  it('takes over settings of gitleaks, which then work', () => {
    const repository = Repository.create();
    repository.write(
      'gitleaks.toml',
      `[[rules]]\nid = "acme"\nregex = '''acme_key = "([a-f0-9]{24})"'''\n[allowlist]\npaths = ['''^tests/''']\n[[rules]]\nid = "odd"\nregex = "[a-z]+"\n`,
    );
    const shown = run(repository, ['rules', '--import', 'gitleaks.toml']);
    expect(shown.stdout).toContain('- id: acme');
    expect(shown.stderr).toContain('not carried: rule odd: holds no text');
    repository.write('.auth-guard.yaml', '# kept\nmaxSize: 5M\n');
    expect(run(repository, ['rules', '--import', 'gitleaks.toml', '--output', '.auth-guard.yaml']).exitCode).toBe(0);
    expect(readFileSync(join(repository.path, '.auth-guard.yaml'), 'utf8')).toMatch(/^# kept\nmaxSize: 5M\n/);
    for (const path of ['a.py', 'tests/a.py']) repository.write(path, `acme_key = "${key}"`);
    expect(JSON.parse(run(repository, ['scan', '--format', 'json']).stdout).summary).toMatchObject({ findings: 1, allowed: 1 });
  });

  it('refuses what would allow everything, and writes nothing', () => {
    const repository = Repository.create();
    repository.write('gitleaks.toml', `[allowlist]\nregexes = ["."]\n`);
    expect(run(repository, ['rules', '--import', 'gitleaks.toml', '--output', 'out.yaml'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('would switch auth-guard off'),
    });
    expect(() => readFileSync(join(repository.path, 'out.yaml'))).toThrow(/ENOENT/);
  });
});
