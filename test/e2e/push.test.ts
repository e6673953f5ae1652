import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installPackage } from '../support/package.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(59);
const tokens = Array.from({ length: 10 }, () => sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 }));
const [token = '', second = ''] = tokens;
const { cli, run, repository: installed } = installPackage(tokens);

/** A repository with the hooks and an empty remote. */
function pushing(...initOptions: readonly string[]): Repository {
  const repository = installed(...initOptions);
  const remote = join(temporaryFolder(), 'remote.git');
  repository.git('init', '--quiet', '--bare', ...initOptions, remote);
  repository.git('remote', 'add', 'origin', remote);
  repository.stage('README', 'clean\n');
  repository.commit('first');
  return repository;
}

function push(repository: Repository, ...args: readonly string[]): { exitCode: number | null; output: string } {
  return run(repository, 'git', ['push', '--quiet', ...(args.length === 0 ? ['origin', 'main'] : args)]);
}

describe('git push', () => {
  it.each([[[]], [['--object-format=sha256']]])('refuses a token that a later commit took out again %j', (initOptions) => {
    const repository = pushing(...initOptions);
    expect(push(repository)).toEqual({ exitCode: 0, output: '' });
    repository.stage('a.py', `login("${token}")\n`);
    repository.commit();
    const guilty = repository.git('rev-parse', '--short=12', 'HEAD').trim();
    repository.stage('a.py', 'clean\n');
    repository.commit();
    const { exitCode, output } = push(repository);
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/a\.py:1:8 {2}huggingface-user-token/);
    expect(output).toContain(`git rebase -i ${guilty}^`);
    expect(output).toMatch(/auth-guard purge --fingerprint v1:[0-9a-f]{32}/);
    expect(repository.git('ls-remote', 'origin')).toMatch(new RegExp(`^${repository.git('rev-parse', 'main~2').trim()}\trefs/heads/main\n$`));
  });

  it('refuses a first push, a push by URL, of HEAD, by id, of all branches, and of a mirror', () => {
    const repository = pushing();
    repository.stage('a.py', token);
    repository.commit();
    const url = repository.git('remote', 'get-url', 'origin').trim();
    const oid = repository.git('rev-parse', 'HEAD').trim();
    for (const args of [
      ['origin', 'main'],
      [url, 'main'],
      ['origin', 'HEAD:x'],
      ['origin', `${oid}:refs/heads/x`],
      ['--all', 'origin'],
      ['--mirror', 'origin'],
      ['--force', 'origin', 'main'],
    ]) {
      expect(push(repository, ...args).output, args.join(' ')).toContain('auth-guard refused the push');
    }
    expect(repository.git('ls-remote', 'origin')).toBe('');
  });

  it('finds it in a message, a name, a tag, a note, a symlink, a merge and a branch name', () => {
    const plant: Readonly<Record<string, (repository: Repository) => string>> = {
      message: (repository) => {
        repository.commit(`use ${token}`);
        return 'main';
      },
      author: (repository) => {
        repository.git('commit', '--quiet', '--no-verify', '--allow-empty', '-m', 'x', `--author=${token} <a@b>`);
        return 'main';
      },
      name: (repository) => {
        repository.stage(`folder/${token}/x`, 'clean');
        repository.commit();
        return 'main';
      },
      tag: (repository) => {
        repository.git('tag', '-a', 'v1', '-m', token);
        return 'v1';
      },
      note: (repository) => {
        repository.git('notes', 'add', '-m', token);
        return 'refs/notes/commits';
      },
      branch: () => `main:refs/heads/feat/${token}`,
      binary: (repository) => {
        repository.stage('.gitattributes', '* binary -diff\n');
        repository.stage('x', Buffer.from(`\0${token}\0`));
        repository.commit();
        return 'main';
      },
    };
    for (const [place, prepare] of Object.entries(plant)) {
      const repository = pushing();
      push(repository);
      expect(push(repository, 'origin', prepare(repository)).output, place).toContain('auth-guard refused the push');
    }
  });

  it('does not refuse for what the remote has, wherever the file is changed or moved; nor for a deletion', () => {
    const repository = pushing();
    repository.stage('a.py', `${token}\n`);
    repository.stage(`old/${second}`, 'clean');
    repository.commit();
    run(repository, 'git', ['push', '--quiet', '--no-verify', 'origin', 'main', 'main:gone']);
    repository.stage('a.py', `another line\n${token}\n`);
    repository.stage('old/another', 'clean');
    repository.commit();
    repository.git('mv', 'a.py', 'b.py');
    repository.commit();
    const { exitCode, output } = push(repository);
    expect(output).toContain('stood there before');
    expect(exitCode).toBe(0);
    expect(push(repository, 'origin', ':gone')).toEqual({ exitCode: 0, output: '' });
    repository.stage('b.py', `${token}\n${token}\n`);
    repository.commit();
    expect(push(repository).output).toContain('auth-guard refused the push');
  });

  it('scans what a public fork does not have, although another remote has it', () => {
    const repository = pushing();
    repository.stage('a.py', token);
    repository.commit();
    run(repository, 'git', ['push', '--quiet', '--no-verify', 'origin', 'main']);
    const fork = join(temporaryFolder(), 'fork.git');
    repository.git('init', '--quiet', '--bare', fork);
    repository.git('remote', 'add', 'fork', fork);
    expect(push(repository, 'fork', 'main').output).toContain('auth-guard refused the push');
    expect(push(repository, repository.git('remote', 'get-url', 'origin').trim(), 'main:again').exitCode).toBe(0);
  });

  it('pushes from a shallow clone, and to a remote that holds commits which are unknown here', () => {
    const repository = pushing();
    push(repository);
    const shallow = new Repository(join(temporaryFolder(), 'shallow'), repository.env);
    repository.git('clone', '--quiet', '--depth=1', '--branch=main', `file://${repository.git('remote', 'get-url', 'origin').trim()}`, shallow.path);
    run(shallow, process.execPath, [cli(), 'init']);
    shallow.stage('x', 'clean');
    shallow.commit();
    expect(push(shallow, 'origin', 'HEAD:main')).toEqual({ exitCode: 0, output: '' });
    repository.stage('y', token);
    repository.commit();
    expect(push(repository, '--force', 'origin', 'main').output).toContain('auth-guard refused the push');
  });

  it('hands what git writes on to the hook that stood there', () => {
    const repository = Repository.create();
    repository.write('.git/hooks/pre-push', '#!/bin/sh\ncat >seen\n');
    execFileSync('chmod', ['755', join(repository.path, '.git/hooks/pre-push')]);
    run(repository, process.execPath, [cli(), 'init']);
    const remote = join(temporaryFolder(), 'remote.git');
    repository.git('init', '--quiet', '--bare', remote);
    repository.stage('a', token);
    repository.commit();
    expect(push(repository, remote, 'main').output).toContain('auth-guard refused the push');
    expect(execFileSync('cat', ['seen'], { cwd: repository.path, encoding: 'utf8' })).toMatch(/^refs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0{40}\n$/);
  });
});

describe('a server', () => {
  it('refuses a push that brings a token, tells the pusher, and keeps nothing', () => {
    const server = installed('--bare');
    const repository = Repository.create();
    repository.git('remote', 'add', 'origin', server.path);
    repository.stage('a', 'clean');
    repository.commit();
    expect(push(repository).exitCode).toBe(0);
    const before = server.git('count-objects', '-v');
    repository.stage('a', token);
    repository.commit();
    repository.git('tag', '-a', 'v1', '-m', second);
    for (const ref of ['main', 'v1']) {
      const { exitCode, output } = push(repository, 'origin', ref);
      expect(exitCode).not.toBe(0);
      expect(output).toMatch(/remote: auth-guard refused the push\. No ref was changed/);
    }
    expect(server.git('count-objects', '-v')).toBe(before);
    expect(push(repository, 'origin', 'main^:refs/heads/other').exitCode).toBe(0);
    expect(push(repository, 'origin', ':other').exitCode).toBe(0);
  });
});
