import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoToken } from '../support/cli.ts';
import { Repository } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const token = createSampler(47).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
let packages: string;

beforeAll(() => {
  packages = mkdtempSync(join(tmpdir(), 'auth-guard-pack-'));
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', packages], { cwd: root, encoding: 'utf8' });
  execFileSync('npm', ['install', '--prefix', packages, '--no-audit', '--no-fund', '--prefer-offline', join(packages, packed.trim())], { stdio: 'pipe' });
});

afterAll(() => rmSync(packages, { recursive: true, force: true }));

function cli(): string {
  return join(packages, 'node_modules/@auth-guard/cli/dist/auth-guard.js');
}

function run(repository: Repository, command: string, args: readonly string[], env: Record<string, string> = {}): { exitCode: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: repository.path, env: { ...repository.env, ...env }, encoding: 'utf8' });
  expectNoToken(stdout + stderr, [token]);
  return { exitCode: status, output: stdout + stderr };
}

function installed(): Repository {
  const repository = Repository.create();
  expect(run(repository, process.execPath, [cli(), 'init']).exitCode).toBe(0);
  return repository;
}

describe('the packed package, in a real repository', () => {
  it('refuses a commit that holds a token, and says the three ways on', () => {
    const repository = installed();
    repository.stage('train.py', `login("${token}")\n`);
    const { exitCode, output } = run(repository, 'git', ['commit', '-m', 'train']);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/train\.py:1:8 {2}huggingface-user-token[\s\S]*1\. Remove it[\s\S]*2\. Mark it[\s\S]*3\. Revoke it/);
    expect(() => repository.git('rev-parse', '--verify', '--quiet', 'HEAD')).toThrow();
  });

  it.each([[['commit', '-a', '-m', 'x']], [['commit', '-m', 'x', '--', 'a.py']], [['commit', '--amend', '-a', '-m', 'x']]])(
    'refuses it with git %j',
    (args) => {
      const repository = installed();
      repository.stage('a.py', 'clean\n');
      repository.commit();
      repository.write('a.py', `login("${token}")\n`);
      expect(run(repository, 'git', args).exitCode).toBe(1);
    },
  );

  it('refuses a token in the commit message', () => {
    const { exitCode, output } = run(installed(), 'git', ['commit', '--allow-empty', '-m', `use ${token}`]);
    expect(exitCode).toBe(1);
    expect(output).toContain('commit message:1:5');
  });

  it('lets a clean commit through in silence', () => {
    const repository = installed();
    repository.stage('a.py', 'clean\n');
    expect(run(repository, 'git', ['commit', '--quiet', '-m', 'clean'])).toEqual({ exitCode: 0, output: '' });
  });

  it('skips aloud', () => {
    const repository = installed();
    repository.stage('a.py', token);
    const { exitCode, output } = run(repository, 'git', ['commit', '-m', 'x'], { AUTH_GUARD_SKIP: '1' });
    expect(exitCode).toBe(0);
    expect(output).toContain('pre-commit was skipped');
  });

  it('refuses the commit in one sentence when the program is gone', () => {
    const repository = installed();
    const hook = join(repository.path, '.git/hooks/pre-commit');
    repository.write('.git/hooks/pre-commit', readFileSync(hook, 'utf8').replace(/recorded_cli=.*/, "recorded_cli='/gone/auth-guard.js'"));
    repository.stage('a.py', 'clean\n');
    const { exitCode, output } = run(repository, 'git', ['commit', '-m', 'x']);
    expect(exitCode).toBe(1);
    expect(output).toContain('pre-commit was refused because auth-guard could not run');
  });

  it('keeps the hook that stood there, runs it first, and puts it back byte for byte', () => {
    const repository = Repository.create();
    const hook = join(repository.path, '.git/hooks/pre-commit');
    const script = '#!/bin/sh\necho before\nexit "${CODE:-0}"\n';
    repository.write('.git/hooks/pre-commit', script);
    execFileSync('chmod', ['750', hook]);
    run(repository, process.execPath, [cli(), 'init']);
    expect(run(repository, process.execPath, [cli(), 'init']).output).toContain('was installed already');
    repository.stage('a.py', 'clean\n');
    expect(run(repository, 'git', ['commit', '-m', 'x'], { CODE: '7' })).toMatchObject({ exitCode: 1, output: expect.stringContaining('before') });
    expect(run(repository, 'git', ['commit', '-m', 'x']).exitCode).toBe(0);
    run(repository, process.execPath, [cli(), 'uninstall']);
    expect(readFileSync(hook, 'utf8')).toBe(script);
    expect(statSync(hook).mode & 0o777).toBe(0o750);
    expect(existsSync(`${hook}.auth-guard-prev`)).toBe(false);
  });

  it('adds a marked block to husky hooks, and takes it out again', () => {
    const repository = Repository.create();
    repository.write('.husky/pre-commit', 'npm test\n');
    repository.git('config', 'core.hooksPath', '.husky/_');
    run(repository, process.execPath, [cli(), 'init']);
    expect(readFileSync(join(repository.path, '.husky/pre-commit'), 'utf8')).toMatch(/^# >>> auth-guard >>>[\s\S]*npm test\n$/);
    expect(run(repository, process.execPath, [cli(), 'init', '--check']).exitCode).toBe(0);
    run(repository, process.execPath, [cli(), 'uninstall']);
    expect(readFileSync(join(repository.path, '.husky/pre-commit'), 'utf8')).toBe('npm test\n');
    expect(existsSync(join(repository.path, '.husky/commit-msg'))).toBe(false);
  });

  it('says that the hooks are not there', () => {
    const { exitCode, output } = run(Repository.create(), process.execPath, [cli(), 'init', '--check']);
    expect(exitCode).toBe(1);
    expect(output).toContain('not installed');
  });
});
