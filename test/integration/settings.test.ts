import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliRun, runCli } from '../support/cli.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(62);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const key = sampler.text(24, 'abcdef0123456789');
const sha = /"secretSha256": "([0-9a-f]{64})"/;

function run(repository: Repository, ...args: readonly string[]): CliRun {
  return runCli(args, { cwd: repository.path, env: repository.env, tokens: [token, key] });
}

function report(repository: Repository, ...args: readonly string[]) {
  return JSON.parse(run(repository, 'scan', '--format', 'json', ...args).stdout);
}

/** A repository with one token in tests/a.py and these settings. */
function withSettings(settings: string): Repository {
  const repository = Repository.create();
  repository.stage('tests/a.py', `login("${token}")\n`);
  repository.stage('.auth-guard.yaml', settings);
  return repository;
}

const ownRule = String.raw`
rules:
  - id: acme-key
    title: Acme key
    pattern: '(?i)acme_key\s*=\s*"(?P<secret>[a-f0-9]{24})"'
    severity: critical
`;

describe("the project's own rules", () => {
  it('find in files, in the index, in the history and in standard input', () => {
    const repository = withSettings(ownRule);
    repository.stage('b.py', `ACME_KEY = "${key}"\n`);
    const ids = (args: readonly string[]) => report(repository, ...args).findings.map((finding: { ruleId: string }) => finding.ruleId);
    expect(ids([])).toEqual(['acme-key', 'huggingface-user-token']);
    expect(ids(['--staged'])).toEqual(['acme-key', 'huggingface-user-token']);
    repository.commit();
    expect(ids(['--history'])).toEqual(['acme-key', 'huggingface-user-token']);
    expect(ids(['--rules', 'acme-key'])).toEqual(['acme-key']);
    const piped = runCli(['scan', '--stdin'], { cwd: repository.path, env: repository.env, tokens: [key], input: `acme_key="${key}"` });
    expect(piped.exitCode).toBe(1);
  });

  it('run in the second thread of a large tree too', () => {
    const repository = withSettings(ownRule);
    for (let index = 0; index < 3_100; index += 1) repository.write(`d${index % 50}/f${index}`, index % 10 === 0 ? `acme_key="${key}"` : '');
    expect(report(repository).summary).toMatchObject({ findings: 311 });
  });
});

describe('what the settings switch off is said:', () => {
  it('a rule, with its reason', () => {
    const repository = withSettings('off:\n  huggingface-user-token: we have none\n');
    const { exitCode, stdout } = run(repository, 'scan');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('off: huggingface-user-token (settings: we have none)');
    expect(stdout).toContain('1 rule off');
    expect(run(repository, 'scan', '--quiet').stdout).toContain('suppressed: 1 rule off');
    expect(run(repository, 'hook', 'pre-commit').stderr).toContain('off: huggingface-user-token');
  });

  it('another severity', () => {
    const repository = withSettings('severity:\n  huggingface-user-token: low\n');
    expect(report(repository)).toMatchObject({
      findings: [{ severity: 'low' }],
      settings: { severity: [{ ruleId: 'huggingface-user-token', severity: 'low' }] },
    });
  });
});

describe('an allowance', () => {
  it.each([
    ['by path', 'paths: [tests/**]'],
    ['by rule and path', 'paths: ["**/*.py"]\n    rules: [huggingface-user-token]'],
    ['by a pattern of the secret', `patterns: ["^hf_${token.slice(3, 6)}"]\n    rules: [huggingface-user-token]`],
  ])('holds %s, with its reason', (_name, selector) => {
    const repository = withSettings(`allow:\n  - ${selector}\n    reason: made up\n`);
    expect(report(repository)).toMatchObject({
      verdict: 'clean',
      allowed: [{ by: 'settings', reason: 'made up' }],
      summary: { allowed: 1 },
      settings: { unused: [] },
    });
    repository.commit();
    expect(report(repository, '--history')).toMatchObject({ verdict: 'clean', summary: { allowed: 1 } });
  });

  it('holds by fingerprint in that file alone, and by hash of the secret in any', () => {
    const repository = withSettings('version: 1\n');
    const [finding] = report(repository).findings;
    repository.stage('b.py', `\n\n${token}\n`);
    repository.stage('.auth-guard.yaml', `allow:\n  - fingerprints: [${finding.fingerprint}]\n    reason: known\n`);
    expect(report(repository).findings.map((one: { location: { path: string } }) => one.location.path)).toEqual(['b.py']);
    repository.stage('.auth-guard.yaml', `allow:\n  - secretSha256: [${sha.exec(JSON.stringify(finding, null, 1))?.[1]}]\n    reason: known\n`);
    expect(report(repository).summary).toMatchObject({ findings: 0, allowed: 2 });
  });

  it('is meant from the top of the repository, wherever the scan runs', () => {
    const repository = withSettings('allow:\n  - paths: [tests/*.py]\n    reason: made up\n');
    const inside = new Repository(join(repository.path, 'tests'), repository.env);
    expect(report(inside).summary).toMatchObject({ findings: 0, allowed: 1 });
    expect(report(inside, '--staged').summary).toMatchObject({ findings: 0, allowed: 1 });
    const { fingerprint } = report(repository).allowed[0].finding;
    expect(report(inside).allowed[0].finding.fingerprint).toBe(fingerprint);
  });

  it('ends with its day, which is said', () => {
    const ended = withSettings('allow:\n  - paths: [tests/**]\n    reason: until the move\n    expires: 2020-02-29\n');
    const { exitCode, stdout } = run(ended, 'scan');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('expired: allow[0] ended on 2020-02-29');
    const lasting = withSettings('allow:\n  - paths: [tests/**]\n    reason: until the move\n    expires: 2999-12-31\n');
    expect(run(lasting, 'scan').exitCode).toBe(0);
  });

  it('that allowed nothing is reported, where everything was looked at', () => {
    const repository = withSettings('allow:\n  - paths: [docs/**]\n    reason: gone long ago\n');
    expect(run(repository, 'scan').stdout).toContain('unused: allow[0] allowed nothing here (gone long ago)');
    expect(report(repository, 'tests').settings.unused).toEqual([]);
    expect(report(repository, '--staged').settings.unused).toEqual([]);
  });
});

describe('marks of other tools', () => {
  const marked = (honour: string): Repository => {
    const repository = Repository.create();
    repository.stage('.auth-guard.yaml', honour);
    repository.stage('g.py', `a = "${token}"  # gitleaks:allow\n`);
    repository.stage('d.py', `# pragma: allowlist nextline secret\na = "${token}"\nb = "${token}"  # pragma: allowlist secret\n`);
    repository.stage('t.py', `a = "${token}"  # trufflehog:ignore\n`);
    repository.stage('s.js', `// secretlint-disable-next-line\na = "${token}"\n`);
    repository.stage('i.py', `\na = "${token}"\nb = 1; c = "${token}"\n`);
    repository.stage('.gitleaksignore', '# known\ni.py:huggingface-access-token:2\n');
    return repository;
  };

  it('count when they are asked for, by kind', () => {
    const repository = marked('honour: [gitleaks, detect-secrets, trufflehog, secretlint]\n');
    const { stdout, exitCode } = run(repository, 'scan');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('1 token found');
    expect(stdout).toContain('i.py:3:13');
    for (const kind of ['2 as gitleaks does', '2 as detect-secrets does', '1 as trufflehog does', '1 as secretlint does']) expect(stdout).toContain(kind);
  });

  it('do not count otherwise', () => {
    expect(report(marked('version: 1\n')).summary).toMatchObject({ findings: 7, allowed: 0 });
  });
});

describe('settings that would do harm are refused, with file, line and column:', () => {
  it.each([
    ['everything allowed', 'allow:\n  - paths: ["**"]\n    reason: x\n', /\.auth-guard\.yaml:2:5: allow\.0: .*would switch auth-guard off/],
    ['everything allowed by several globs', 'allow:\n  - paths: ["*", "*/**"]\n    reason: x\n', /would switch auth-guard off/],
    ['everything allowed by a pattern', 'allow:\n  - patterns: ["."]\n    reason: x\n', /would switch auth-guard off/],
    ['an entry that names nothing', 'allow:\n  - reason: x\n', /would switch auth-guard off/],
    ['an allowance without a reason', 'allow:\n  - paths: [a]\n', /2:5: allow\.0\.reason/],
    ['an unknown rule', 'off:\n  hugingface: x\n', /2:15: off\.hugingface: there is no rule "hugingface"/],
    ['a pattern with a look-around', 'rules:\n  - id: a\n    title: a\n    pattern: "acme(?=x)"\n', /4:14: rules\.0\.pattern: .*linear time/],
    ['a pattern without a literal', 'rules:\n  - id: a\n    title: a\n    pattern: "[a-z]+"\n', /4:14: rules\.0\.pattern: holds no text/],
    ["a built-in rule's name", 'rules:\n  - id: modal-token-id\n    title: a\n    pattern: acme\n', /2:9: rules\.0\.id: there is a rule/],
    ['a date that is none', 'allow:\n  - paths: [a]\n    reason: x\n    expires: soon\n', /4:14: allow\.0\.expires/],
    [
      'aliases that blow up',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((n, i) => `${n}: &${n} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]\n`)
        .join('')}`,
      /alias/i,
    ],
  ])('%s', (_name, settings, message) => {
    const { exitCode, stderr } = run(withSettings(settings), 'scan');
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  it('a link that leads out of the repository', () => {
    const repository = Repository.create();
    const outside = join(temporaryFolder(), 'other.yaml');
    writeFileSync(outside, 'version: 1\n');
    symlinkSync(outside, join(repository.path, '.auth-guard.yaml'));
    expect(run(repository, 'scan')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('leads out of the repository') });
  });
});

describe('a server', () => {
  function push(setUp: (bare: string) => void): CliRun {
    const repository = withSettings('allow:\n  - paths: [tests/**]\n    reason: let me in\n');
    repository.commit();
    const bare = join(temporaryFolder(), 'bare.git');
    repository.git('clone', '--quiet', '--bare', repository.path, bare);
    setUp(bare);
    const server = new Repository(bare, repository.env);
    const commit = server.git('rev-parse', 'main').trim();
    server.git('symbolic-ref', 'HEAD', 'refs/heads/none'); // nothing is known yet but the settings in HEAD
    const input = `${'0'.repeat(40)} ${commit} refs/heads/main\n`;
    const settings = server.git('rev-parse', `${commit}^{tree}`).trim();
    server.git('update-ref', 'refs/heads/none', server.git('commit-tree', '-m', 'settings', onlySettings(server, settings)).trim());
    server.git('update-ref', '-d', 'refs/heads/main');
    return runCli(['hook', 'pre-receive'], { cwd: bare, env: repository.env, tokens: [token], input });
  }

  function onlySettings(server: Repository, tree: string): string {
    const line =
      server
        .git('ls-tree', tree)
        .split('\n')
        .find((one) => one.endsWith('.auth-guard.yaml')) ?? '';
    const index = join(server.path, 'only');
    const env = { ...server.env, GIT_INDEX_FILE: index };
    const inner = new Repository(server.path, env);
    inner.git('update-index', '--add', '--cacheinfo', `100644,${line.split(/\s/)[2]},.auth-guard.yaml`);
    return inner.git('write-tree').trim();
  }

  it("does not let the repository's settings weaken its gate", () => {
    expect(push(() => undefined).exitCode).toBe(1);
  });

  it('goes by a file of its own, which may trust the repository', () => {
    expect(
      push((bare) => writeFileSync(join(bare, 'auth-guard.yaml'), 'allow:\n  - paths: [tests/**]\n    reason: the administrator says so\n')).exitCode,
    ).toBe(0);
    expect(push((bare) => writeFileSync(join(bare, 'auth-guard.yaml'), 'trustRepository: true\n')).exitCode).toBe(0);
  });

  it('may refuse marks', () => {
    const repository = Repository.create();
    repository.stage('a', `${token} auth-guard:allow it is fine`);
    mkdirSync(join(repository.path, '.git'), { recursive: true });
    expect(run(repository, 'scan', '--staged').exitCode).toBe(0);
    repository.stage('.auth-guard.yaml', 'marks: false\n');
    expect(run(repository, 'scan', '--staged').exitCode).toBe(1);
  });
});
