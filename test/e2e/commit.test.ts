import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installPackage } from '../support/package.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(47).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const { cli, run, repository: installed } = installPackage([token]);

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
    repository.write('.git/hooks/pre-commit', readFileSync(hook, 'utf8').replace(/recorded_cli=.*/, "recorded_cli='/gone/auth-guard.cjs'"));
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
    expect(run(repository, process.execPath, [cli(), 'init', '--check']).output).toContain('has not set them up here');
    for (const event of ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push']) repository.write(`.husky/_/${event}`, '#!/bin/sh\n');
    mkdirSync(join(repository.path, 'node_modules/@auth-guard/cli'), { recursive: true });
    expect(readFileSync(join(repository.path, '.husky/pre-commit'), 'utf8')).toMatch(/^# >>> auth-guard >>>[\s\S]*npm test\n$/);
    expect(run(repository, process.execPath, [cli(), 'init', '--check']).exitCode).toBe(0);
    run(repository, process.execPath, [cli(), 'uninstall']);
    expect(readFileSync(join(repository.path, '.husky/pre-commit'), 'utf8')).toBe('npm test\n');
    expect(existsSync(join(repository.path, '.husky/commit-msg'))).toBe(false);
  });

  it('works in a linked work tree, a submodule and from a sub-folder', () => {
    const repository = Repository.create();
    mkdirSync(join(repository.path, 'sub/folder'), { recursive: true });
    expect(run({ ...repository, path: join(repository.path, 'sub/folder') }, process.execPath, [cli(), 'init']).exitCode).toBe(0);
    repository.stage('a', 'clean');
    expect(run(repository, 'git', ['commit', '-qm', 'x']).exitCode).toBe(0);
    const linked = join(temporaryFolder(), 'linked');
    repository.git('worktree', 'add', '--quiet', linked, '-b', 'linked');
    const outer = Repository.create();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', repository.path, 'inner');
    const inner = join(outer.path, 'inner');
    expect(run({ path: inner, env: outer.env }, process.execPath, [cli(), 'init']).exitCode).toBe(0);
    for (const path of [linked, inner]) {
      const place = { path, env: repository.env };
      execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: path, env: repository.env, input: token });
      expect(run(place, process.execPath, [cli(), 'init', '--check']).exitCode).toBe(0);
      new Repository(path, repository.env).stage('leak', token);
      expect(run(place, 'git', ['commit', '-m', 'x']).output).toContain('auth-guard refused the commit');
    }
  });

  it('puts a block into a tracked hooks folder, and a script of its own into one that is not', () => {
    const repository = Repository.create();
    repository.git('config', 'core.hooksPath', 'hooks');
    run(repository, process.execPath, [cli(), 'init']);
    expect(readFileSync(join(repository.path, 'hooks/pre-commit'), 'utf8')).toContain('auth-guard-shim');
    run(repository, process.execPath, [cli(), 'uninstall']);
    repository.stage('hooks/pre-commit', '#!/bin/sh\necho tracked\n');
    run(repository, process.execPath, [cli(), 'init']);
    expect(readFileSync(join(repository.path, 'hooks/pre-commit'), 'utf8')).toMatch(/^#!\/bin\/sh\n# >>> auth-guard >>>[\s\S]*echo tracked\n$/);
    run(repository, process.execPath, [cli(), 'uninstall']);
    expect(readFileSync(join(repository.path, 'hooks/pre-commit'), 'utf8')).toBe('#!/bin/sh\necho tracked\n');
  });

  it('refuses to touch hooks that the user set up for every repository', () => {
    const repository = Repository.create();
    const home = temporaryFolder();
    execFileSync('git', ['config', '--file', join(home, 'config'), 'core.hooksPath', home]);
    const { exitCode, output } = run(repository, process.execPath, [cli(), 'init'], { GIT_CONFIG_GLOBAL: join(home, 'config') });
    expect(exitCode).toBe(2);
    expect(output).toContain('by the global configuration');
  });

  it.each([
    ['lefthook.yml', 'pre-commit:\n  jobs: []\n', 'lefthook install'],
    ['.pre-commit-config.yaml', 'repos: []\n', 'pre-commit install'],
    ['package.json', '{"simple-git-hooks": {}}', 'npx simple-git-hooks'],
  ])('leaves the hooks to the manager of %s, and says what to add', (file, content, command) => {
    const repository = Repository.create();
    repository.write(file, content);
    const { exitCode, output } = run(repository, process.execPath, [cli(), 'init']);
    expect(exitCode).toBe(1);
    expect(output).toContain(command);
    expect(existsSync(join(repository.path, '.git/hooks/pre-push'))).toBe(false);
    expect(run(repository, process.execPath, [cli(), 'init', '--check']).output).toContain('missing in the file');
    repository.write(file, output.slice(output.indexOf('\n\n')));
    repository.write('.git/hooks/pre-commit', '#!/bin/sh\n');
    expect(run(repository, process.execPath, [cli(), 'init', '--check']).output).toContain('pre-commit       ours');
  });

  it('checks once when the hook that stood there calls it again', () => {
    const repository = Repository.create();
    repository.write('.git/hooks/pre-commit', '#!/bin/sh\nexec .git/hooks/pre-commit "$@"\n');
    execFileSync('chmod', ['755', join(repository.path, '.git/hooks/pre-commit')]);
    run(repository, process.execPath, [cli(), 'init']);
    repository.stage('a', token);
    const { exitCode, output } = run(repository, 'git', ['commit', '-m', 'x']);
    expect(exitCode).toBe(1);
    expect(output.match(/refused the commit/g)).toHaveLength(1);
  });

  it('says that the hooks are not there', () => {
    const { exitCode, output } = run(Repository.create(), process.execPath, [cli(), 'init', '--check']);
    expect(exitCode).toBe(1);
    expect(output).toContain('not installed');
  });
});
