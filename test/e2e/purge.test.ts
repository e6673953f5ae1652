import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(67);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const other = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const tokens = [token, other];

function leaking(): Repository {
  const repository = Repository.create();
  repository.stage('README', 'clean\n');
  repository.commit('first');
  repository.stage('a.py', `login("${token}")\n`);
  repository.stage('keep.py', `login("${other}")\n`);
  repository.stage('wide.txt', Buffer.from(`\ufefftoken ${token} end`, 'utf16le'));
  repository.commit(`use ${token}`);
  repository.stage(`names/${token}`, 'clean');
  repository.git('tag', '-a', 'v1', '-m', token);
  repository.commit();
  repository.stage('a.py', 'clean\n');
  repository.commit();
  return repository;
}

function cli(repository: Pick<Repository, 'path' | 'env'>, ...args: readonly string[]): { exitCode: number | null; stdout: string; stderr: string } {
  return runCli(args, { cwd: repository.path, env: repository.env, tokens });
}

function fingerprint(repository: Pick<Repository, 'path' | 'env'>, path: string): string {
  const { findings } = JSON.parse(cli(repository, 'scan', '--history', '--format', 'json').stdout);
  return findings.find((finding: { history: { paths: string[] } }) => finding.history.paths.includes(path)).fingerprint;
}

function freshClone(repository: Repository): Repository {
  const path = join(temporaryFolder(), 'fresh.git');
  repository.git('clone', '--quiet', '--mirror', '--no-local', repository.path, path);
  return new Repository(path, repository.env);
}

describe('auth-guard purge', () => {
  it('says what would change, and changes nothing', () => {
    const repository = leaking();
    const before = repository.git('for-each-ref');
    const { exitCode, stdout } = cli(repository, 'purge', '--fingerprint', fingerprint(repository, 'a.py'));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/would change 3 commits[\s\S]*refs\/heads\/main, refs\/tags\/v1[\s\S]*a\.py[\s\S]*does not un-leak/);
    expect(repository.git('for-each-ref')).toBe(before);
    const plan = join(repository.path, '.git/auth-guard/purge.py');
    expect(statSync(plan).mode & 0o777).toBe(0o600);
    expect(readFileSync(plan, 'utf8').includes(token.slice(-16))).toBe(false);
  });

  it('takes exactly that token out of contents, messages, tags and names of a fresh clone', () => {
    const clone = freshClone(leaking());
    const { exitCode, stdout, stderr } = cli(clone, 'purge', '--fingerprint', fingerprint(clone, 'a.py'), '--run');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('holds none of them any more');
    const left = JSON.parse(cli(clone, 'scan', '--history', '--format', 'json').stdout).findings;
    expect(left).toMatchObject([{ history: { paths: ['keep.py'] } }]);
    expect(clone.git('show', 'main:wide.txt')).toContain(Buffer.from('token REMOVED-BY-AUTH-GUARD end', 'utf16le').toString());
    expect(clone.git('log', '--format=%s', 'main')).toContain('use REMOVED-BY-AUTH-GUARD');
  });

  it('refuses a clone that is not fresh, and a fingerprint that is not there', () => {
    const repository = leaking();
    const before = repository.git('for-each-ref');
    const refused = cli(repository, 'purge', '--fingerprint', fingerprint(repository, 'a.py'), '--run');
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toMatch(/fresh clone/);
    expect(repository.git('for-each-ref')).toBe(before);
    expect(cli(repository, 'purge', '--fingerprint', 'v1:0').exitCode).toBe(2);
  });

  it('takes out what a rule of the project finds, and a token between the fields of a database', () => {
    const repository = Repository.create();
    const own = `acme-${sampler.text(24).toLowerCase()}`;
    const rule = '  - id: acme-key\n    title: Acme key\n    pattern: "(?i)acme-[[:alnum:]]{24}\\\\b"\n    severity: high\n';
    repository.stage('.auth-guard.yaml', `rules:\n${rule}`);
    repository.stage('a.py', `key = "${own}"\n`);
    repository.stage('a.db', Buffer.from(`SQLite format 3\0\x04\0\x17Walice${token}bob\0`));
    repository.commit();
    const clone = freshClone(repository);
    const fingerprints = ['a.py', 'a.db'].map((path) => fingerprint(clone, path));
    const run = runCli(['purge', ...fingerprints.flatMap((one) => ['--fingerprint', one]), '--run'], { cwd: clone.path, env: clone.env, tokens: [own, token] });
    expect(run).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringContaining('holds none of them any more') });
    expect(clone.git('show', 'main:a.py')).toBe('key = "REMOVED-BY-AUTH-GUARD"\n');
    expect(clone.git('show', 'main:a.db')).toContain('aliceREMOVED-BY-AUTH-GUARDbob');
  });
});
