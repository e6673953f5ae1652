import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newerGit } from '../support/newer-git.ts';
import { installPackage } from '../support/package.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(83).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const { cli, run } = installPackage([token]);
const newer = newerGit();
const missing = newer === undefined && process.env['CI'] !== 'true';

/** A repository whose git is 2.54 or newer, and a home of its own. */
function repository(...initOptions: readonly string[]): Repository {
  const home = temporaryFolder();
  const env = { ...(newer ?? {}), HOME: home, XDG_CONFIG_HOME: join(home, 'settings'), GIT_CONFIG_GLOBAL: join(home, 'gitconfig') };
  const created = Repository.create(...initOptions);
  writeFileSync(env.GIT_CONFIG_GLOBAL, '[user]\n\tname = A\n');
  return new Repository(created.path, { ...created.env, ...env });
}

function init(at: Pick<Repository, 'path' | 'env'>, ...options: readonly string[]): { exitCode: number | null; output: string } {
  return run(at, process.execPath, [cli(), 'init', ...options]);
}

function config(at: Repository): string {
  return readFileSync(join(at.path, '.git/config'), 'utf8');
}

describe.skipIf(missing)(`hooks in git's configuration${missing ? ' (skipped: no git 2.54; see .ci/newer-git)' : ''}`, () => {
  it('refuses commits and pushes, in linked work trees too, and is gone byte for byte', () => {
    const at = repository();
    const before = config(at);
    expect(init(at, '--config').exitCode).toBe(0);
    expect(init(at, '--config').output).toContain('was installed already');
    expect(readdirSync(join(at.path, '.git/hooks')).filter((name) => !name.endsWith('.sample'))).toEqual([]);
    at.stage('a', 'clean');
    expect(run(at, 'git', ['commit', '--quiet', '-m', 'clean'])).toEqual({ exitCode: 0, output: '' });
    const linked = new Repository(join(temporaryFolder(), 'linked'), at.env);
    at.git('worktree', 'add', '--quiet', linked.path, '-b', 'linked');
    for (const tree of [at, linked]) {
      expect(init(tree, '--check')).toMatchObject({ exitCode: 0, output: expect.stringContaining('of the local configuration') });
      tree.stage('leak', token);
      expect(run(tree, 'git', ['commit', '-m', 'x']).output).toContain('auth-guard refused the commit');
      expect(run(tree, 'git', ['commit', '--allow-empty', '-m', token]).output).toContain('auth-guard refused the commit');
    }
    at.commit();
    const remote = join(temporaryFolder(), 'remote.git');
    at.git('init', '--quiet', '--bare', remote);
    expect(run(at, 'git', ['push', remote, 'main']).output).toContain('auth-guard refused the push');
    expect(run(at, process.execPath, [cli(), 'uninstall']).exitCode).toBe(0);
    expect(config(at)).toBe(before);
    expect(existsSync(join(at.path, '.git/auth-guard'))).toBe(false);
  });

  it('runs beside husky, and beside a hooks path that the user has set', () => {
    const at = repository();
    init(at, '--config');
    for (const hooksPath of ['.husky/_', temporaryFolder()]) {
      at.git('config', '--global', 'core.hooksPath', hooksPath);
      expect(init(at, '--check').exitCode).toBe(0);
      at.stage('leak', token);
      expect(run(at, 'git', ['commit', '-m', 'x']).output).toContain('auth-guard refused the commit');
    }
  });

  it('checks once when the hooks folder has us too, and goes back to it when the configuration switches us off', () => {
    const at = repository();
    init(at);
    init(at, '--config');
    at.stage('leak', token);
    expect(run(at, 'git', ['commit', '-m', 'x']).output.match(/refused the commit/g)).toHaveLength(1);
    at.git('config', 'hook.auth-guard-pre-commit.enabled', 'false');
    expect(run(at, 'git', ['commit', '-m', 'x']).output.match(/refused the commit/g)).toHaveLength(1);
    run(at, process.execPath, [cli(), 'uninstall']);
    expect(run(at, 'git', ['commit', '-qm', 'x']).exitCode).toBe(0);
  });

  it('guards every repository of a user, and leaves their configuration as it was', () => {
    const at = repository();
    const file = at.env['GIT_CONFIG_GLOBAL'] as string;
    const before = readFileSync(file, 'utf8');
    expect(init(at, '--global').output).toContain('in every repository of yours');
    const other = new Repository(join(temporaryFolder(), 'other'), at.env);
    at.git('init', '--quiet', other.path);
    other.stage('leak', token);
    expect(run(other, 'git', ['commit', '-m', 'x']).output).toContain('auth-guard refused the commit');
    expect(init(other, '--check')).toMatchObject({ exitCode: 0, output: expect.stringContaining('of the global configuration') });
    run(other, process.execPath, [cli(), 'uninstall', '--global']);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(existsSync(at.env['XDG_CONFIG_HOME'] as string) && readdirSync(at.env['XDG_CONFIG_HOME'] as string).length > 0).toBe(false);
    expect(init(other, '--check').output).toContain('not installed');
  });

  it('runs no program that a repository brings along, when it guards every repository', () => {
    const at = repository();
    init(at, '--global');
    const clone = new Repository(join(temporaryFolder(), 'clone'), at.env);
    at.git('init', '--quiet', clone.path);
    clone.stage('node_modules/@auth-guard/cli/dist/auth-guard.cjs', "require('node:fs').writeFileSync('ran', '');\n");
    clone.stage('node_modules/.bin/auth-guard', '#!/bin/sh\ntouch ran\n');
    chmodSync(join(clone.path, 'node_modules/.bin/auth-guard'), 0o755);
    clone.stage('leak', token);
    const PATH = `./node_modules/.bin:${at.env['PATH']}`; // as many have it
    expect(run(clone, 'git', ['commit', '-m', 'x'], { PATH }).output).toContain('auth-guard refused the commit');
    expect(existsSync(join(clone.path, 'ran'))).toBe(false);
  });

  it('still works when the repository was moved, and says so when its script is gone', () => {
    const at = repository();
    init(at, '--config');
    const moved = new Repository(join(temporaryFolder(), 'moved'), at.env);
    renameSync(at.path, moved.path);
    mkdirSync(at.path);
    moved.stage('leak', token);
    expect(run(moved, 'git', ['commit', '-m', 'x']).output).toContain('auth-guard refused the commit');
    renameSync(join(moved.path, '.git/auth-guard'), join(moved.path, '.git/away'));
    expect(init(moved, '--check')).toMatchObject({ exitCode: 1, output: expect.stringContaining('the recorded auth-guard is gone') });
    expect(run(moved, 'git', ['commit', '-m', 'x']).exitCode).toBe(1);
  });

  it('guards a server', () => {
    const server = repository('--bare');
    expect(init(server, '--server', '--config').exitCode).toBe(0);
    const at = repository();
    at.stage('leak', token);
    at.commit();
    expect(run(at, 'git', ['push', server.path, 'main']).output).toMatch(/remote: auth-guard refused the push/);
    expect(init(server, '--server', '--check').exitCode).toBe(0);
  });

  it('is what init names where another program looks after the hooks', () => {
    const at = repository();
    at.write('lefthook.yml', 'pre-commit:\n  jobs: []\n');
    expect(init(at).output).toContain('auth-guard init --config');
    at.git('config', '--global', 'core.hooksPath', temporaryFolder());
    expect(init(at)).toMatchObject({ exitCode: 2, output: expect.stringContaining('auth-guard init --config') });
  });
});

describe('an older git', () => {
  /** A `git` that says it is older, and knows no `git hook list`. */
  function older(at: Repository): Record<string, string> {
    const folder = temporaryFolder();
    const git = execFileSync('which', ['git'], { encoding: 'utf8', env: at.env }).trim();
    const script = `#!/bin/bash\ncase " $* " in *" version "*) echo git version 2.53.0 ;; *" hook list "*) exit 129 ;; *) exec ${git} "$@" ;; esac\n`;
    writeFileSync(join(folder, 'git'), script);
    chmodSync(join(folder, 'git'), 0o755);
    return { PATH: `${folder}:${process.env['PATH']}` };
  }

  it.each(['--config', '--global'])('is not given hooks that it would pass over in silence (%s)', (option) => {
    const at = repository();
    const before = config(at);
    const { exitCode, output } = run(at, process.execPath, [cli(), 'init', option], older(at));
    expect(exitCode).toBe(2);
    expect(output).toContain('git 2.53.0 does not run hooks from its configuration');
    expect(config(at)).toBe(before);
  });

  it('is not told of them where another program looks after the hooks', () => {
    const at = repository();
    at.write('lefthook.yml', 'pre-commit:\n  jobs: []\n');
    expect(run(at, process.execPath, [cli(), 'init'], older(at)).output).not.toContain('--config');
  });
});
