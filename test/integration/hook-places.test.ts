import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CLI_PATH, type CliRun, expectNoToken, runCli } from '../support/cli.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(211).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
type Place = Pick<Repository, 'path' | 'env'>;

function auth(at: Place, ...args: readonly string[]): CliRun {
  return runCli(args, { cwd: at.path, env: at.env, tokens: [token] });
}

function commit(at: Place): { exitCode: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('git', ['commit', '-m', 'x'], { cwd: at.path, env: at.env, encoding: 'utf8' });
  expectNoToken(stdout + stderr, [token]);
  return { exitCode: status, output: stdout + stderr };
}

/** Puts the package where npm would. */
function withPackage(folder: string): void {
  mkdirSync(join(folder, 'node_modules/@auth-guard'), { recursive: true });
  symlinkSync(ROOT, join(folder, 'node_modules/@auth-guard/cli'));
}

describe('init', () => {
  it('finds husky in a sub-folder: its hooks are the ones that git runs', () => {
    const repository = Repository.create();
    repository.write('.gitignore', 'node_modules\n');
    const app = { path: join(repository.path, 'packages/app'), env: repository.env };
    withPackage(app.path);
    execFileSync(process.execPath, [join(ROOT, 'node_modules/husky/bin.js'), 'packages/app/.husky'], { cwd: repository.path, env: repository.env });
    expect(auth(app, 'init').stdout).toContain('packages/app/.husky/pre-commit');
    expect(auth(app, 'init', '--check').exitCode).toBe(0);
    repository.stage('leak', token);
    expect(commit(repository)).toMatchObject({ exitCode: 1, output: expect.stringContaining('auth-guard refused the commit') });
    auth(app, 'uninstall');
    expect(repository.git('status', '--porcelain', '--', 'packages', '.husky')).toBe('');
  });

  it('leaves the hooks to a program that looks after them, unless it is told to install beside it', () => {
    const repository = Repository.create();
    repository.write('.pre-commit-config.yaml', 'repos: []\n');
    const advised = auth(repository, 'init');
    expect(advised).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('auth-guard init --force') });
    expect(auth(repository, 'init', '--check').exitCode).toBe(1);
    expect(auth(repository, 'init', '--force').exitCode).toBe(0);
    expect(auth(repository, 'init', '--check').exitCode).toBe(0);
    repository.stage('leak', token);
    expect(commit(repository)).toMatchObject({ exitCode: 1, output: expect.stringContaining('auth-guard refused the commit') });
    auth(repository, 'uninstall');
    expect(auth(repository, 'init', '--check').exitCode).toBe(1);
  });

  it('refuses in a bare repository, where nobody commits, and names the hook for a server', () => {
    const bare = Repository.create('--bare');
    expect(auth(bare, 'init')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('auth-guard init --server') });
    expect(auth(bare, 'init', '--server').stdout).toContain('auth-guard init --server --check');
    expect(auth(bare, 'init', '--server', '--check').exitCode).toBe(0);
  });

  it('works for the work trees of a bare repository', () => {
    const bare = Repository.create('--bare');
    const linked = { path: join(temporaryFolder(), 'linked'), env: bare.env };
    const empty = bare.git('hash-object', '-w', '-t', 'tree', '/dev/null').trim();
    bare.git('update-ref', 'refs/heads/main', bare.git('commit-tree', '-m', 'first', empty).trim());
    bare.git('worktree', 'add', '--quiet', linked.path, 'main');
    expect(auth(bare, 'init').exitCode).toBe(0);
    writeFileSync(join(linked.path, 'leak'), token);
    execFileSync('git', ['add', 'leak'], { cwd: linked.path, env: linked.env });
    expect(commit(linked).output).toContain('auth-guard refused the commit');
  });

  it.each<[string, (repository: Repository) => void, RegExp]>([
    [
      'core.hooksPath is empty',
      (repository) => repository.git('config', 'core.hooksPath', ''),
      /core\.hooksPath is empty[\s\S]*git config --unset core\.hooksPath/,
    ],
    [
      'a folder has the name of a hook',
      (repository) => mkdirSync(join(repository.path, '.git/hooks/pre-commit'), { recursive: true }),
      /pre-commit is a folder/,
    ],
    [
      'a file has the name of the folder',
      (repository) => {
        rmSync(join(repository.path, '.git/hooks'), { recursive: true, force: true });
        repository.write('.git/hooks', 'x');
      },
      /\.git\/hooks could not be written \(EEXIST\)/,
    ],
  ])('says what is in the way when %s', (_, block, message) => {
    const repository = Repository.create();
    block(repository);
    expect(auth(repository, 'init')).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(message) });
    expect(auth(repository, 'init', '--check').exitCode).toBe(1);
    expect(auth(repository, 'uninstall').exitCode).toBe(0);
  });

  it('puts a block into a tracked folder that the hooks folder is a link to, and takes it out again', () => {
    const repository = Repository.create();
    const script = '#!/bin/sh\necho mine\n';
    repository.stage('scripts/hooks/pre-commit', script);
    chmodSync(join(repository.path, 'scripts/hooks/pre-commit'), 0o755);
    repository.commit();
    rmSync(join(repository.path, '.git/hooks'), { recursive: true, force: true });
    symlinkSync('../scripts/hooks', join(repository.path, '.git/hooks'));
    expect(auth(repository, 'init').stdout).toContain('pre-commit       installed as a marked block');
    expect(readFileSync(join(repository.path, 'scripts/hooks/pre-commit'), 'utf8')).not.toContain('recorded_cli'); // of this machine
    auth(repository, 'uninstall');
    expect(readdirSync(join(repository.path, 'scripts/hooks'))).toEqual(['pre-commit']);
    expect(readFileSync(join(repository.path, 'scripts/hooks/pre-commit'), 'utf8')).toBe(script);
  });

  it.each([
    ['of git', undefined],
    ['that is tracked', 'tracked'],
  ])('leaves a hook %s as it is where the disk is full, and can be run again', (_, hooksPath) => {
    const repository = Repository.create();
    const folder = hooksPath ?? '.git/hooks';
    const hook = join(repository.path, folder, 'pre-commit');
    if (hooksPath !== undefined) repository.git('config', 'core.hooksPath', hooksPath);
    repository.write(join(folder, 'pre-commit'), '#!/bin/sh\necho mine\n');
    if (hooksPath !== undefined) repository.git('add', folder);
    chmodSync(hook, 0o750);
    const standing = readdirSync(join(repository.path, folder));
    const full = ['-c', 'trap "" XFSZ; ulimit -f 0; exec "$0" "$@"', process.execPath, CLI_PATH, 'init'];
    const { status, stderr } = spawnSync('sh', full, { cwd: repository.path, env: repository.env, encoding: 'utf8' });
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringMatching(/^auth-guard: The hooks could not be set up: .*EFBIG/) });
    expect(readdirSync(join(repository.path, folder))).toEqual(standing);
    expect([readFileSync(hook, 'utf8'), statSync(hook).mode & 0o777]).toEqual(['#!/bin/sh\necho mine\n', 0o750]);
    expect(auth(repository, 'init').exitCode).toBe(0);
    auth(repository, 'uninstall');
    expect([readFileSync(hook, 'utf8'), statSync(hook).mode & 0o777]).toEqual(['#!/bin/sh\necho mine\n', 0o750]);
  });

  it.each([
    ['init', 'set up'],
    ['uninstall', 'taken out'],
  ])('says that it may not write there: %s', (command, what) => {
    const repository = Repository.create();
    const hooks = join(repository.path, '.git/hooks');
    mkdirSync(hooks, { recursive: true });
    if (command === 'uninstall') auth(repository, 'init');
    chmodSync(hooks, 0o555);
    const drop = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override', '--'] : ['env'];
    const [by = '', ...args] = [...drop, process.execPath, CLI_PATH, command];
    const { status, stderr } = spawnSync(by, args, { cwd: repository.path, env: repository.env, encoding: 'utf8' });
    chmodSync(hooks, 0o755);
    expect(stderr).toContain(`auth-guard: The hooks could not be ${what}: ${join(hooks, 'pre-commit')} could not be written (EACCES).`);
    expect(status).toBe(2);
  });
});

describe('init --check', () => {
  it('says that a block refuses everything where the package is not installed', () => {
    const repository = Repository.create();
    repository.git('config', 'core.hooksPath', 'hooks');
    repository.stage('hooks/pre-commit', '#!/bin/sh\n');
    chmodSync(join(repository.path, 'hooks/pre-commit'), 0o755);
    repository.commit();
    expect(auth(repository, 'init').stdout).toContain('They refuse everything until the package is here:  npm install --save-dev @auth-guard/cli\n');
    expect(auth(repository, 'init', '--check')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('the package is not installed here') });
    withPackage(repository.path);
    expect(auth(repository, 'init', '--check').exitCode).toBe(0);
  });

  it('counts the program of the project where the recorded one is gone, as the hook does', () => {
    const repository = Repository.create();
    repository.write('.gitignore', 'node_modules\n');
    withPackage(repository.path);
    const { stdout } = spawnSync(process.execPath, ['node_modules/@auth-guard/cli/dist/auth-guard.cjs', 'init'], {
      cwd: repository.path,
      env: { ...repository.env, NODE_OPTIONS: '--preserve-symlinks-main' },
      encoding: 'utf8',
    });
    expect(stdout).toContain('installed');
    const moved = { path: join(temporaryFolder(), 'moved'), env: repository.env };
    renameSync(repository.path, moved.path);
    expect(auth(moved, 'init', '--check')).toMatchObject({ exitCode: 0 });
    writeFileSync(join(moved.path, 'leak'), token);
    execFileSync('git', ['add', 'leak'], { cwd: moved.path, env: moved.env });
    expect(commit(moved).output).toContain('auth-guard refused the commit');
    rmSync(join(moved.path, 'node_modules'), { recursive: true });
    expect(auth(moved, 'init', '--check')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('the recorded auth-guard is gone') });
  });
});

describe('the command that takes a file out of the index again', () => {
  const names = ['a\nb', 'q"uote', "ap'os", 'n\u00ff\u00fe', '-dash', ' sp ace ', ':(glob)x', 'tab\there', 'esc\u001b[31mred', `${token}.txt`, 'br[a]ck*t?'];
  const bytes = (name: string): Buffer => (name === 'n\u00ff\u00fe' ? Buffer.from(name, 'latin1') : Buffer.from(name));

  it.each([
    ['from the top', ''],
    ['from a sub-folder', 'sub/'],
  ])('can be run as it is printed, whatever the name holds: %s', (_, folder) => {
    const repository = Repository.create();
    auth(repository, 'init');
    repository.stage(`${folder}base`, 'base\n');
    repository.commit();
    const at = { path: join(repository.path, folder), env: { ...repository.env, LC_ALL: 'C.UTF-8' } };
    for (const name of names) {
      writeFileSync(Buffer.concat([Buffer.from(join(at.path, '/')), bytes(name)]), token);
      repository.git('add', '--all');
      const { output } = commit(at);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be printed
      expect(output, JSON.stringify(name)).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
      const command = /Remove it: {2}(git .*)/.exec(output)?.[1] ?? 'false';
      expect(spawnSync('sh', ['-c', command], { cwd: at.path, env: at.env }).status, command).toBe(0);
      expect(repository.git('diff', '--cached', '--name-only'), command).toBe('');
      repository.git('clean', '--quiet', '--force', '-d');
    }
  });
});
