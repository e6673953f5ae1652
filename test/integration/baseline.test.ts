import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliRun, expectNoToken, runCli } from '../support/cli.ts';
import { Repository } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(63);
const tokens = Array.from({ length: 6 }, () => sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 }));
const [one = '', two = '', three = ''] = tokens;
const FILE = '.auth-guard-baseline.jsonl';

function run(repository: Repository, ...args: readonly string[]): CliRun {
  return runCli(args, { cwd: repository.path, env: repository.env, tokens });
}

function scan(repository: Repository, ...args: readonly string[]) {
  return JSON.parse(run(repository, 'scan', '--format', 'json', ...args).stdout);
}

function text(repository: Repository): string {
  const content = readFileSync(join(repository.path, FILE), 'utf8');
  expectNoToken(content, tokens);
  return content;
}

function withBaseline(files: Readonly<Record<string, string>>): Repository {
  const repository = Repository.create();
  for (const [path, content] of Object.entries(files)) repository.stage(path, content);
  expect(run(repository, 'baseline', 'create', '--reason', 'rotated in May').exitCode).toBe(0);
  repository.git('add', FILE);
  return repository;
}

describe('a baseline', () => {
  it('accepts what is found now: who, when and why; counted aloud', () => {
    const repository = withBaseline({ 'a.py': one, 'b.py': two });
    expect(scan(repository)).toMatchObject({ verdict: 'clean', summary: { findings: 0, baselined: 2 } });
    expect(run(repository, 'scan').stdout).toContain('2 in the baseline');
    expect(run(repository, 'scan', '--quiet').stdout).toContain('suppressed: 2 in the baseline');
    expect(text(repository).split('\n')).toHaveLength(4);
    expect(text(repository)).toMatch(/"path":"a.py","by":"A <a@example.invalid>","on":"\d{4}-\d\d-\d\d","reason":"rotated in May"/);
    expect(run(repository, 'baseline', 'show').stdout).toContain('2 accepted findings, by 1 person.');
  });

  it('survives moved lines; a copy in another file, and another secret on the same line, are findings', () => {
    const repository = withBaseline({ 'a.py': `x\n${one}\n` });
    repository.stage('a.py', `\n\n\nx = 1\n  y("${one}")\n`);
    expect(scan(repository).summary).toMatchObject({ findings: 0, baselined: 1 });
    repository.stage('copy.py', one);
    repository.stage('a.py', `y("${one}", "${two}")\n`);
    expect(scan(repository).findings.map((finding: { location: { path: string } }) => finding.location.path)).toEqual(['a.py', 'copy.py']);
  });

  it('counts in the index, in hooks, and in the history', () => {
    const repository = withBaseline({ 'a.py': one });
    expect(scan(repository, '--staged').summary).toMatchObject({ findings: 0, baselined: 1 });
    expect(run(repository, 'hook', 'pre-commit')).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('in the baseline: a.py:1:1') });
    repository.commit();
    expect(scan(repository, '--history').summary).toMatchObject({ findings: 0, baselined: 1 });
    repository.stage('a.py', two);
    expect(run(repository, 'hook', 'pre-commit').exitCode).toBe(1);
  });

  it('is read from the index by the hook: one that is not staged accepts nothing', () => {
    const repository = withBaseline({ 'a.py': one });
    repository.git('rm', '--quiet', '--cached', FILE);
    expect(run(repository, 'hook', 'pre-commit').exitCode).toBe(1);
  });

  it('accepts what the history alone holds with --history, and a new path of it is a finding', () => {
    const repository = Repository.create();
    repository.stage('old.py', one);
    repository.commit();
    repository.git('rm', '--quiet', 'old.py');
    repository.commit();
    expect(run(repository, 'baseline', 'create', '--history', '--reason', 'revoked').exitCode).toBe(0);
    repository.stage(FILE, text(repository));
    repository.commit();
    expect(scan(repository, '--history').summary).toMatchObject({ findings: 0, baselined: 1 });
    repository.stage('new.py', one);
    repository.commit();
    expect(scan(repository, '--history').summary).toMatchObject({ findings: 1, baselined: 0 });
  });

  it('grows by update, which keeps who accepted the rest and why', () => {
    const repository = withBaseline({ 'a.py': one });
    repository.stage('b.py', `${two}\n${three}`);
    const [first] = scan(repository).findings;
    expect(run(repository, 'baseline', 'update', '--reason', 'a fixture', '--by', 'Ada', '--fingerprint', first.fingerprint).exitCode).toBe(0);
    expect(scan(repository).summary).toMatchObject({ findings: 1, baselined: 2 });
    expect(text(repository)).toMatch(/"by":"A <.*"reason":"rotated in May"/);
    expect(text(repository)).toMatch(/"by":"Ada".*"reason":"a fixture"/);
  });

  it('is pruned of what stands neither in the files nor in the history, which is listed', () => {
    const repository = withBaseline({ 'a.py': one, 'b.py': two });
    repository.commit();
    repository.write('c.py', three);
    expect(run(repository, 'baseline', 'update', '--reason', 'for now').exitCode).toBe(0);
    repository.write('c.py', 'gone\n');
    repository.git('rm', '--quiet', 'b.py');
    const { stdout } = run(repository, 'baseline', 'prune');
    expect(stdout).toMatch(/gone: c\.py {2}huggingface-user-token {2}v1:\w+\n {2}accepted on .* by A <a@example\.invalid>: for now/);
    expect(stdout).toContain('1 taken out, 2 left');
    expect(text(repository)).toContain('b.py');
  });

  it('is not pruned while something cannot be checked', () => {
    const repository = withBaseline({ 'a.py': one });
    repository.write('a.py', 'gone');
    repository.stage('.auth-guard.yaml', 'maxSize: 3\n');
    const before = text(repository);
    expect(run(repository, 'baseline', 'prune')).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('nothing was taken out') });
    expect(text(repository)).toBe(before);
  });

  it('merges by itself when two branches accept something each', () => {
    const repository = withBaseline({ 'a.py': one });
    repository.stage('.gitattributes', `${FILE} merge=union\n`);
    repository.commit();
    for (const [branch, path, token] of [
      ['left', 'l.py', two],
      ['right', 'r.py', three],
    ] as const) {
      repository.git('checkout', '--quiet', '-b', branch, 'main');
      repository.stage(path, token);
      run(repository, 'baseline', 'update', '--reason', branch);
      repository.git('add', FILE);
      repository.commit(branch);
    }
    repository.git('merge', '--quiet', '--no-edit', 'left');
    expect(scan(repository).summary).toMatchObject({ findings: 0, baselined: 3 });
  });

  it.each([
    ['create where there is one', ['baseline', 'create', '--reason', 'x'], 2, /already/],
    ['accept without a reason', ['baseline', 'update', '--reason', ' '], 2, /--reason is empty/],
    ['accept what is not found', ['baseline', 'update', '--reason', 'x', '--fingerprint', 'v1:0'], 2, /There is no finding v1:0/],
  ])('does not %s', (_name, args, code, message) => {
    const { exitCode, stderr } = run(withBaseline({ 'a.py': one }), ...args);
    expect(exitCode).toBe(code);
    expect(stderr).toMatch(message);
  });

  it('that is damaged stops every command with its line', () => {
    const repository = withBaseline({ 'a.py': one });
    repository.stage(FILE, `${text(repository)}{"fingerprint":\n`);
    for (const args of [['scan'], ['scan', '--staged'], ['hook', 'pre-commit'], ['baseline', 'show']]) {
      expect(run(repository, ...args)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`${FILE}:3:1: is no JSON`) });
    }
  });
});
