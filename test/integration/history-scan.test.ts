import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliRun, runCli } from '../support/cli.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(53);
const tokens = Array.from({ length: 12 }, () => sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 }));
const [token = '', second = ''] = tokens;

interface Reported {
  readonly exitCode: number | null;
  readonly findings: readonly {
    readonly location: { path: string; line: number; commit: string | null };
    readonly history: { introduced: { commit: string; author: string } | null; paths: string[]; refs: string[]; inHead: boolean; objects: number };
  }[];
  readonly skipped: readonly { path: string; reason: string }[];
  readonly summary: { objects: number; cached: number; dangling: number | null; submodules: number };
}

function scan(repository: { readonly path: string; readonly env: Record<string, string> }, ...args: readonly string[]): Reported {
  const run: CliRun = runCli(['scan', '--history', '--format', 'json', ...args], { cwd: repository.path, env: repository.env, tokens });
  expect(run.stderr).toBe('');
  return { exitCode: run.exitCode, ...JSON.parse(run.stdout) };
}

function paths(report: Reported): string[] {
  return report.findings.map(({ location }) => location.path);
}

function head(repository: Repository, revision = 'HEAD'): string {
  return repository.git('rev-parse', revision).trim();
}

function cacheFiles(repository: Repository): string[] {
  const folder = join(repository.path, '.git/auth-guard/scanned');
  return readdirSync(folder).flatMap((id) => readdirSync(join(folder, id)).map((name) => join(folder, id, name)));
}

describe('the scan of the history', () => {
  it.each(['sha1', 'sha256'])('finds a token that was committed and taken out again (%s)', (format) => {
    const repository = Repository.create(`--object-format=${format}`);
    repository.stage('a.py', 'clean\n');
    repository.commit();
    repository.stage('a.py', `one\ntoken = "${token}"\n`);
    repository.commit();
    const guilty = head(repository);
    repository.git('branch', 'other');
    repository.stage('a.py', 'clean again\n');
    repository.commit();
    const report = scan(repository);
    expect(report.exitCode).toBe(1);
    expect(report.findings).toMatchObject([
      {
        location: { path: 'a.py', line: 2, column: 10, commit: guilty },
        history: {
          introduced: { commit: guilty, author: 'A <a@example.invalid>' },
          paths: ['a.py'],
          refs: ['refs/heads/main', 'refs/heads/other'],
          inHead: false,
          objects: 1,
        },
      },
    ]);
  });

  it('finds it in messages, names, tags, notes, files of every kind and ref names', () => {
    const repository = Repository.create();
    repository.stage('.gitattributes', '*.bin binary\n*.txt diff=none\n');
    repository.stage('a.bin', Buffer.from(`\0\0${tokens[0]}\0`));
    repository.stage('utf16.txt', Buffer.from(`\ufeff${tokens[1]}`, 'utf16le'));
    repository.stage(`${tokens[2]}/x`, 'clean');
    repository.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `120000,${execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: repository.path, env: repository.env, input: `/x/${tokens[3]}`, encoding: 'utf8' }).trim()},link`,
    );
    repository.commit(`use ${tokens[4]}`);
    repository.git('tag', '-a', 'v1', '-m', `tag ${tokens[5]}`);
    repository.git('notes', 'add', '-m', `note ${tokens[6]}`);
    repository.git('update-ref', `refs/heads/feat/${tokens[7]}`, 'HEAD');
    repository.git('-c', `user.name=${tokens[8]}`, 'commit', '--quiet', '--allow-empty', '--no-verify', '-m', 'x', `--author=${tokens[8]} <a@b>`);
    const found = paths(scan(repository));
    expect(found.sort()).toEqual(
      ['a.bin', 'commit header', 'commit message', 'hf_…', 'link', 'refs/heads/feat/hf_…', 'tag message', 'utf16.txt', head(repository, 'HEAD^')].sort(),
    );
  });

  it('finds what only a merge commit brings in', () => {
    const repository = Repository.create();
    repository.stage('a', 'base\n');
    repository.commit();
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.stage('b', 'side\n');
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    repository.stage('c', 'main\n');
    repository.commit();
    repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'side');
    repository.stage('a', token);
    repository.commit('merge');
    expect(scan(repository).findings).toMatchObject([{ location: { path: 'a', commit: head(repository) }, history: { inHead: true } }]);
  });

  it('reports a secret once, with every path it stood under', () => {
    const repository = Repository.create();
    for (const [path, content] of [
      ['a', token],
      ['a', `x\n${token}`],
      ['b', `y ${token}`],
    ] as const) {
      repository.stage(path, content);
      repository.commit();
    }
    expect(scan(repository).findings).toMatchObject([{ history: { paths: ['a', 'b'], objects: 3, inHead: true } }]);
  });

  it('looks at dangling objects, counts them, and leaves them out with --reachable', () => {
    const repository = Repository.create();
    repository.stage('a', token);
    repository.git('rm', '--quiet', '--cached', 'a');
    repository.stage('b', 'clean');
    repository.commit();
    const all = scan(repository, '--no-cache');
    expect(all.summary.dangling).toBe(1);
    expect(all.findings).toMatchObject([{ location: { commit: null }, history: { introduced: null, refs: [], inHead: false } }]);
    expect(scan(repository, '--reachable').findings).toEqual([]);
  });

  it('looks at a range, a branch, or what is recent', () => {
    const repository = Repository.create();
    repository.env['GIT_COMMITTER_DATE'] = '2020-01-01T00:00:00Z';
    repository.stage('old', token);
    repository.commit();
    repository.git('branch', 'stable');
    repository.env['GIT_COMMITTER_DATE'] = '2024-01-01T00:00:00Z';
    repository.stage('new', second);
    repository.commit();
    expect(paths(scan(repository, '--range', 'stable..main'))).toEqual(['new']);
    expect(paths(scan(repository, '--branch', 'stable'))).toEqual(['old']);
    expect(paths(scan(repository, '--since', '2023-01-01'))).toContain('new');
    expect(runCli(['scan', '--range=--output=x'], { cwd: repository.path, env: repository.env, tokens }).exitCode).toBe(2);
    expect(runCli(['scan', '--branch', 'nowhere'], { cwd: repository.path, env: repository.env, tokens }).exitCode).toBe(2);
  });

  it('scans a bare repository, a linked work tree, alternates, and past replace refs and grafts', () => {
    const repository = Repository.create();
    repository.stage('a', 'base');
    repository.commit();
    repository.stage('a', token);
    repository.commit();
    repository.stage('a', 'clean');
    repository.commit();
    repository.git('replace', 'HEAD^', 'HEAD');
    const grafts = join(repository.path, '.git/info/grafts');
    repository.write('.git/info/grafts', `${head(repository)}\n`);
    expect(paths(scan(repository, '--reachable'))).toEqual(['a']);
    rmSync(grafts);
    for (const [name, args] of [
      ['bare', ['clone', '--quiet', '--bare']],
      ['shared', ['clone', '--quiet', '--shared']],
    ] as const) {
      const path = join(temporaryFolder(), name);
      repository.git(...args, repository.path, path);
      expect(paths(scan({ path, env: repository.env }))).toEqual(['a']);
    }
    const linked = join(temporaryFolder(), 'linked');
    repository.git('worktree', 'add', '--quiet', linked, '-b', 'linked');
    expect(paths(scan({ path: linked, env: repository.env }))).toEqual(['a']);
  });

  it('says what a shallow or partial clone lacks, and scans the rest', () => {
    const repository = Repository.create();
    repository.git('config', 'uploadpack.allowFilter', 'true');
    repository.stage('small', token);
    repository.stage('large', `${second}\n`.repeat(1000));
    repository.commit();
    repository.stage('large', 'gone');
    repository.commit();
    const partial = join(temporaryFolder(), 'partial');
    repository.git('clone', '--quiet', '--no-local', '--filter=blob:limit=1k', `file://${repository.path}`, partial);
    const report = scan({ path: partial, env: repository.env });
    expect(paths(report)).toEqual(['small']);
    expect(report.exitCode).toBe(3);
    expect(report.skipped).toMatchObject([{ reason: 'missing-object' }]);
    const shallow = join(temporaryFolder(), 'shallow');
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, shallow);
    expect(scan({ path: shallow, env: repository.env })).toMatchObject({ exitCode: 1, skipped: [] });
  });

  it('goes on behind a damaged or missing object, and says so', () => {
    const repository = Repository.create();
    for (const name of ['a', 'b', 'c']) repository.stage(name, `content of ${name}`);
    repository.stage('z', token);
    repository.commit();
    const file = (name: string): string => join(repository.path, '.git/objects', head(repository, `:${name}`).replace(/^../, '$&/'));
    chmodSync(file('b'), 0o644);
    writeFileSync(file('b'), 'not zlib at all');
    rmSync(file('c'), { force: true });
    const report = scan(repository);
    expect(report.exitCode).toBe(3);
    expect(paths(report)).toEqual(['z']);
    expect(report.skipped.map(({ path }) => path).sort()).toEqual(
      expect.arrayContaining([`object ${head(repository, ':b')}`, `object ${head(repository, ':c')}`].sort()),
    );
    rmSync(file('z'), { force: true });
    expect(scan(repository).exitCode).toBe(3);
  });

  it('scans submodules on request', () => {
    const inner = Repository.create();
    inner.stage('x', token);
    inner.commit();
    const outer = Repository.create();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'libs/inner');
    outer.commit();
    expect(scan(outer)).toMatchObject({ exitCode: 0, summary: { submodules: 1 } });
    expect(paths(scan(outer, '--recurse-submodules'))).toEqual(['libs/inner/x']);
  });

  it('obeys marks and settings only where they cover every occurrence', () => {
    const repository = Repository.create();
    repository.stage('.auth-guard.yaml', 'allow:\n  - paths: [tests/**]\n    reason: made up\n');
    repository.stage('tests/a', token);
    repository.commit();
    expect(scan(repository).exitCode).toBe(0);
    repository.stage('src/a', token);
    repository.commit();
    expect(scan(repository).exitCode).toBe(1);
  });
});

describe('the cache of the history', () => {
  function filled(): Repository {
    const repository = Repository.create();
    for (let index = 0; index < 20; index += 1) repository.stage(`f${index}`, `content ${index}`);
    repository.stage('leak', token);
    repository.commit();
    return repository;
  }

  it('reads only what is new, and finds the same', () => {
    const repository = filled();
    const first = scan(repository);
    expect(first.summary.cached).toBe(0);
    const again = scan(repository);
    expect(again.findings).toEqual(first.findings);
    expect(again.summary).toMatchObject({ objects: 1, cached: first.summary.objects - 1 });
    repository.stage('f0', second);
    repository.commit();
    const third = scan(repository);
    expect(third.findings).toHaveLength(2);
    expect(third.summary.objects).toBe(4);
    expect(scan(repository, '--no-cache').findings).toEqual(third.findings);
  });

  it('holds object ids, and no token', () => {
    const repository = filled();
    scan(repository);
    const files = cacheFiles(repository);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(readFileSync(file, 'latin1').includes(token.slice(-16))).toBe(false);
      expect(statSync(file).mode & 0o077).toBe(0);
    }
  });

  it.each([
    ['cut off', (file: string) => truncateSync(file, 50)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['foreign', (file: string) => writeFileSync(file, 'something else')],
    ['altered', (file: string) => writeFileSync(file, readFileSync(file, 'latin1').replace(/[0-9a-f]{40}\n/, `${'0'.repeat(40)}\n`), 'latin1')],
  ])('is rebuilt when a file of it is %s', (_name, damage) => {
    const repository = filled();
    const first = scan(repository);
    for (const file of cacheFiles(repository)) damage(file);
    const again = scan(repository);
    expect(again.findings).toEqual(first.findings);
    expect(again.summary).toMatchObject({ objects: first.summary.objects, cached: 0 });
    expect(scan(repository).summary.cached).toBe(first.summary.objects - 1);
  });

  it('joins its segments, and is of no consequence where it cannot be written', () => {
    const repository = filled();
    for (let index = 0; index < 12; index += 1) {
      repository.stage('f0', `version ${index}`);
      repository.commit();
      scan(repository);
    }
    expect(cacheFiles(repository).filter((file) => file.endsWith('.oids')).length).toBeLessThanOrEqual(9);
    rmSync(join(repository.path, '.git/auth-guard'), { recursive: true });
    repository.write('.git/auth-guard', 'a file where the folder should be');
    expect(scan(repository).exitCode).toBe(1);
    expect(existsSync(join(repository.path, '.git/auth-guard/scanned'))).toBe(false);
  });
});
