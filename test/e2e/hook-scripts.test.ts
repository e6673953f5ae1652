import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expectNoToken } from '../support/cli.ts';
import { installPackage } from '../support/package.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(89).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const { cli, run, repository: installed } = installPackage([token]);
const HUSKY = fileURLToPath(new URL('../../node_modules/husky/bin.js', import.meta.url));

function auth(repository: Pick<Repository, 'path' | 'env'>, ...args: readonly string[]): { exitCode: number | null; output: string } {
  return run(repository, process.execPath, [cli(), ...args]);
}

function commit(repository: Pick<Repository, 'path' | 'env'>, env: Record<string, string> = {}): { exitCode: number | null; output: string } {
  return run(repository, 'git', ['commit', '-m', 'x'], env);
}

/** A PATH with what a bare system has, and no node. */
function barePath(): string {
  const folder = temporaryFolder();
  for (const name of ['git', 'sh', 'grep', 'cat', 'mktemp', 'rm', 'env']) {
    symlinkSync(execFileSync('which', [name], { encoding: 'utf8' }).trim(), join(folder, name));
  }
  return folder;
}

/** Somewhere to push to. */
function temporaryBare(): string {
  const folder = temporaryFolder();
  execFileSync('git', ['init', '--quiet', '--bare', folder]);
  return folder;
}

/** Everything in a folder: names, modes, bytes and where symlinks lead. */
function everything(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const stat = lstatSync(path);
      if (stat.isDirectory()) return `${name} folder`;
      return `${name} ${stat.mode.toString(8)} ${stat.isSymbolicLink() ? readlinkSync(path) : readFileSync(path, 'latin1')}`;
    });
}

describe('the hook script', () => {
  it('finds node with a bare PATH, as programs with windows have it', () => {
    const repository = installed();
    repository.stage('leak', token);
    expect(commit(repository, { PATH: barePath() }).output).toContain('auth-guard refused the commit');
    repository.stage('leak', 'clean');
    expect(commit(repository, { PATH: barePath() }).exitCode).toBe(0);
  });

  it('finds node where an installer puts it when the recorded one is gone, and refuses with the PATH when there is none', () => {
    const repository = installed();
    const hook = join(repository.path, '.git/hooks/pre-commit');
    repository.write('.git/hooks/pre-commit', readFileSync(hook, 'utf8').replace(/recorded_node=.*/, "recorded_node='/gone/node'"));
    repository.stage('leak', token);
    const home = temporaryFolder();
    const PATH = barePath();
    const refused = commit(repository, { PATH, HOME: home });
    expect(refused.exitCode).toBe(1);
    if (statSync('/usr/local/bin/node', { throwIfNoEntry: false }) === undefined) expect(refused.output).toMatch(new RegExp(`PATH is \\S*${PATH}`));
    mkdirSync(join(home, '.nvm/versions/node/v22/bin'), { recursive: true });
    symlinkSync(process.execPath, join(home, '.nvm/versions/node/v22/bin/node'));
    expect(commit(repository, { PATH, HOME: home }).output).toContain('auth-guard refused the commit');
  });

  /** A program that stands in for another one. */
  function fake(path: string, script: string): string {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return path;
  }

  it('takes the node of the installation before the one on PATH, which a project may need to be old', () => {
    const repository = installed();
    const PATH = barePath();
    fake(join(PATH, 'node'), 'echo the wrong node; exit 1');
    repository.stage('a', 'clean');
    expect(commit(repository, { PATH })).toMatchObject({ exitCode: 0, output: expect.not.stringContaining('wrong') });
  });

  it('takes the newest node of nvm', () => {
    const repository = installed();
    const hook = join(repository.path, '.git/hooks/pre-commit');
    const [home, PATH] = [temporaryFolder(), barePath()];
    repository.write('.git/hooks/pre-commit', readFileSync(hook, 'utf8').replace(/recorded_node=.*/, "recorded_node='/gone/node'"));
    repository.write('.git/hooks/commit-msg', '');
    fake(join(home, '.nvm/versions/node/v14.21.3/bin/node'), 'echo the wrong node; exit 1');
    mkdirSync(join(home, '.nvm/versions/node/v22.1.0/bin'), { recursive: true });
    symlinkSync(process.execPath, join(home, '.nvm/versions/node/v22.1.0/bin/node'));
    repository.stage('leak', token);
    expect(commit(repository, { PATH, HOME: home }).output).toContain('auth-guard refused the commit');
  });

  it.each([
    ['is killed', 'kill -9 $$', 137],
    ['does not start', 'exit 126', 126],
  ])('refuses in one sentence when the program %s', (_, script, code) => {
    const repository = installed();
    repository.stage('a', 'clean');
    const { exitCode, output } = commit(repository, { AUTH_GUARD_NODE: fake(join(temporaryFolder(), 'node'), script) });
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      new RegExp(`auth-guard: pre-commit was refused because auth-guard could not run: \\S+/node ended with exit code ${code}\\.\nhelp: `),
    );
  });

  it('passes over a folder that is called like node', () => {
    const repository = installed();
    repository.stage('leak', token);
    expect(commit(repository, { AUTH_GUARD_NODE: temporaryFolder() }).output).toContain('auth-guard refused the commit');
  });

  it.each(['mktemp', 'cat'])('refuses a push of which it cannot keep for two hooks what git tells: %s fails', (name) => {
    const repository = Repository.create();
    fake(join(repository.path, '.git/hooks/pre-push'), 'exit 0');
    auth(repository, 'init');
    repository.stage('a', 'clean');
    repository.commit();
    const PATH = barePath();
    rmSync(join(PATH, name));
    fake(join(PATH, name), 'echo no space left >&2; exit 1');
    const { exitCode, output } = run(repository, 'git', ['push', temporaryBare(), 'main'], { PATH });
    expect(exitCode).toBe(1);
    expect(output).toMatch(/no space left\nauth-guard: pre-push was refused because auth-guard could not run: what git tells it could not be kept/);
  });

  it.each(['INT', 'TERM'])('leaves nothing behind when a push is interrupted (SIG%s)', (signal) => {
    const repository = Repository.create();
    const temporary = temporaryFolder();
    fake(join(repository.path, '.git/hooks/pre-push'), `kill -${signal} $PPID`);
    auth(repository, 'init');
    const { exitCode } = run(repository, 'sh', [join(repository.path, '.git/hooks/pre-push'), 'origin', 'url'], { TMPDIR: temporary });
    expect(exitCode).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.each([['dash'], ['busybox', 'sh'], ['bash', '--posix']])('runs under %s', (...shell) => {
    const repository = installed();
    repository.stage('leak', token);
    const [command = '', ...args] = shell;
    const hook = join(repository.path, '.git/hooks/pre-commit');
    const { status, stdout, stderr } = spawnSync(command, [...args, hook], { cwd: repository.path, env: repository.env, encoding: 'utf8' });
    expectNoToken(stdout + stderr, [token]);
    expect(status).toBe(1);
    expect(stderr).toContain('auth-guard refused the commit');
    const push = spawnSync(command, [...args, join(repository.path, '.git/hooks/pre-push'), 'origin', 'url'], {
      cwd: repository.path,
      env: repository.env,
      input: '',
      encoding: 'utf8',
    });
    expect(push).toMatchObject({ status: 0, stderr: '' });
  });

  it('names commands that work: in a first commit, and from a sub-folder', () => {
    const repository = installed();
    const advice = (output: string): string => /Remove it: {2}(git .*)/.exec(output)?.[1] ?? '';
    repository.stage('a', token);
    repository.stage('sub/b', token);
    const first = advice(commit(repository).output);
    expect(first).toBe("git rm --cached -- 'a' 'sub/b'");
    run(repository, 'sh', ['-c', first]);
    expect(repository.git('ls-files')).toBe('');
    repository.commit();
    repository.git('add', '.');
    const below = { path: join(repository.path, 'sub'), env: repository.env };
    run(below, 'sh', ['-c', advice(commit(below).output)]);
    expect(repository.git('diff', '--cached', '--name-only')).toBe('');
  });

  it('goes on under the name that the pre-commit framework gives it, and still runs what stood there first', () => {
    const repository = Repository.create();
    repository.write('.git/hooks/pre-commit', '#!/bin/sh\necho before\n');
    chmodSync(join(repository.path, '.git/hooks/pre-commit'), 0o755);
    const stood = everything(join(repository.path, '.git/hooks'));
    auth(repository, 'init');
    renameSync(join(repository.path, '.git/hooks/pre-commit'), join(repository.path, '.git/hooks/pre-commit.legacy'));
    repository.write('.git/hooks/pre-commit', '#!/bin/sh\n"$0.legacy" "$@"\n');
    chmodSync(join(repository.path, '.git/hooks/pre-commit'), 0o755);
    repository.write('.pre-commit-config.yaml', 'repos: []\n');
    expect(auth(repository, 'init', '--check').output).toContain('pre-commit       ours');
    repository.stage('leak', token);
    expect(commit(repository).output).toMatch(/before[\s\S]*auth-guard refused the commit/);
    renameSync(join(repository.path, '.git/hooks/pre-commit.legacy'), join(repository.path, '.git/hooks/pre-commit')); // as its uninstall does
    auth(repository, 'uninstall');
    expect(everything(join(repository.path, '.git/hooks'))).toEqual(stood);
  });
});

describe('uninstall', () => {
  it.each([
    ['with CRLF', '#!/bin/sh\r\necho x\r\n', 0o755],
    ['without a last line feed', '#!/bin/sh\necho x', 0o700],
    ['that is not UTF-8', '#!/bin/sh\n# \xff\xfe\n', 0o755],
    ['that is not executable', 'echo x\n', 0o644],
  ])('puts back a hook %s byte for byte', (_name, script, mode) => {
    const repository = Repository.create();
    const hooks = join(repository.path, '.git/hooks');
    for (const event of ['pre-commit', 'pre-push']) {
      repository.write(`.git/hooks/${event}`, Buffer.from(script, 'latin1'));
      chmodSync(join(hooks, event), mode);
    }
    symlinkSync('../../elsewhere', join(hooks, 'commit-msg'));
    const before = everything(hooks);
    for (let round = 0; round < 2; round += 1) expect(auth(repository, 'init').exitCode).toBe(0);
    expect(everything(hooks)).not.toEqual(before);
    auth(repository, 'uninstall');
    expect(everything(hooks)).toEqual(before);
    expect(auth(repository, 'uninstall').output).toContain('nothing to take out');
  });

  it('takes a block out of husky hooks byte for byte, also when husky has been left since', () => {
    const repository = Repository.create();
    repository.write('package.json', '{}');
    run(repository, process.execPath, [HUSKY]);
    repository.write('.husky/pre-commit', Buffer.from('#!/usr/bin/env sh\r\nnpm test \xff', 'latin1'));
    repository.write('.husky/pre-push', 'git lfs pre-push "$@"');
    const before = everything(join(repository.path, '.husky'));
    auth(repository, 'init');
    expect(auth(repository, 'init').output.match(/was installed already/g)).toHaveLength(4);
    repository.git('config', '--unset', 'core.hooksPath');
    auth(repository, 'uninstall');
    expect(everything(join(repository.path, '.husky'))).toEqual(before);
  });
});

describe('beside husky itself', () => {
  /** A project as npm lays it out, with the package below a folder. */
  function project(folder = ''): Repository {
    const repository = Repository.create();
    const home = join(repository.path, folder, 'node_modules/@auth-guard');
    mkdirSync(home, { recursive: true });
    symlinkSync(join(cli(), '../..'), join(home, 'cli'));
    repository.write('.gitignore', 'node_modules\n');
    run(repository, process.execPath, [HUSKY]);
    return repository;
  }

  it.each(['', 'web'])('refuses before the hook that stood there, with the package in "%s/node_modules"', (folder) => {
    const repository = project(folder);
    repository.write('.husky/pre-commit', 'echo mine\n');
    run({ ...repository, path: join(repository.path, folder) }, process.execPath, [cli(), 'init']);
    expect(auth(repository, 'init', '--check').exitCode).toBe(0);
    repository.stage('leak', token);
    const { exitCode, output } = commit(repository);
    expect(exitCode).toBe(1);
    expect(output).toContain('auth-guard refused the commit');
    expect(output).not.toContain('mine');
    repository.stage('leak', 'clean');
    expect(commit(repository)).toMatchObject({ exitCode: 0, output: expect.stringContaining('mine') });
  });

  it('refuses in one sentence where the package is not installed, and can be told to skip it', () => {
    const repository = project();
    auth(repository, 'init');
    renameSync(join(repository.path, 'node_modules'), join(repository.path, 'away'));
    repository.stage('a', 'clean');
    expect(commit(repository)).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('node_modules/@auth-guard/cli is not installed, nor auth-guard on PATH. help: npm ci'),
    });
    expect(commit(repository, { AUTH_GUARD_SKIP: '1' }).exitCode).toBe(0);
  });

  it('takes auth-guard from PATH where the package is not installed, as in a project without npm', () => {
    const repository = project();
    const PATH = `${temporaryFolder()}:${repository.env['PATH']}`;
    symlinkSync(cli(), join(PATH.split(':')[0] as string, 'auth-guard'));
    renameSync(join(repository.path, 'node_modules'), join(repository.path, 'away'));
    expect(run(repository, process.execPath, [cli(), 'init'], { PATH }).output).toContain('is now checked');
    expect(run(repository, process.execPath, [cli(), 'init', '--check'], { PATH }).exitCode).toBe(0);
    repository.stage('leak', token);
    expect(commit(repository, { PATH })).toMatchObject({ exitCode: 1, output: expect.stringContaining('auth-guard refused the commit') });
    expect(run(repository, 'git', ['commit', '--quiet', '--no-verify', '-m', 'x']).exitCode).toBe(0);
    const pushed = run(repository, 'git', ['push', temporaryBare(), 'main'], { PATH });
    expect(pushed).toMatchObject({ exitCode: 1, output: expect.stringContaining('auth-guard refused the push') });
  });

  it('says in a linked work tree that husky has set nothing up there', () => {
    const repository = project();
    auth(repository, 'init');
    repository.commit();
    repository.git('worktree', 'add', '--quiet', join(temporaryFolder(), 'linked'), '-b', 'linked');
    const { exitCode, output } = auth(repository, 'init', '--check');
    expect(exitCode).toBe(1);
    expect(output).toMatch(/not installed|has not set them up here/);
  });
});

describe('under the pre-commit framework', () => {
  it('checks all that the remote lacks, because it is not told which refs are pushed, and says so', () => {
    const repository = Repository.create();
    const remote = join(temporaryFolder(), 'remote.git');
    repository.git('init', '--quiet', '--bare', remote);
    repository.git('remote', 'add', 'origin', remote);
    repository.stage('old', token);
    repository.commit();
    repository.git('push', '--quiet', 'origin', 'main');
    const push = (): { exitCode: number | null; output: string } =>
      run(repository, process.execPath, [cli(), 'hook', 'pre-push'], { PRE_COMMIT: '1', PRE_COMMIT_REMOTE_NAME: 'origin', PRE_COMMIT_REMOTE_URL: remote });
    expect(push()).toMatchObject({ exitCode: 0, output: expect.stringContaining('all branches and tags were checked') });
    repository.git('checkout', '--quiet', '-b', 'second');
    repository.stage('new', `x ${token}`);
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    const { exitCode, output } = push();
    expect(exitCode).toBe(1);
    expect(output).toMatch(/new:1:3[\s\S]*refs\/heads\/second/);
  });
});
