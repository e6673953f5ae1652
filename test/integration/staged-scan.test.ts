import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI_PATH, type CliRun, runCli } from '../support/cli.ts';
import { newerGit } from '../support/newer-git.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(41);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const LINE = `TOKEN = "${token}"\n`;

function scanStaged(repository: Repository, ...options: readonly string[]): CliRun {
  return runCli(['scan', '--staged', '--format', 'json', ...options], { cwd: repository.path, env: repository.env, tokens: [token] });
}

function report(run: CliRun): {
  verdict: string;
  findings: { location: { path: string; line: number } }[];
  skipped: { reason: string }[];
  alreadyCommitted: unknown[];
} {
  return JSON.parse(run.stdout);
}

function pathsIn(run: CliRun): string[] {
  return report(run).findings.map((finding) => finding.location.path);
}

describe('the staged scan', () => {
  it.each([[[]], [['--object-format=sha256']]])('finds a token in the first commit of a repository made with %j', (options) => {
    const repository = Repository.create(...options);
    repository.stage('a.py', LINE);
    const run = scanStaged(repository);
    expect(run.exitCode).toBe(1);
    expect(pathsIn(run)).toEqual(['a.py']);
  });

  it.each(['*.x -diff', '*.x binary', '*.x diff=tc', '*.x diff=ext', '*.x -text', '*.x filter=lfs'])('is not blinded by the attribute %s', (attribute) => {
    const repository = Repository.create();
    repository.stage('.gitattributes', `${attribute}\n`);
    repository.git('config', 'diff.tc.textconv', 'true');
    repository.git('config', 'diff.ext.command', 'true');
    repository.stage('a.x', LINE);
    expect(pathsIn(scanStaged(repository))).toEqual(['a.x']);
  });

  it('finds tokens in UTF-16, beside NUL bytes, in symlink targets and in file names', () => {
    const repository = Repository.create();
    repository.stage('wide.txt', Buffer.from(LINE, 'utf16le'));
    repository.stage('nul.bin', `\0\0${LINE}\0`);
    symlinkSync(`https://user:${token}@huggingface.co/a`, join(repository.path, 'link'));
    repository.git('add', 'link');
    repository.stage(`notes-${token}.txt`, 'nothing\n');
    expect(pathsIn(scanStaged(repository))).toEqual(['link', 'notes-hf_….txt', 'nul.bin', 'wide.txt']);
  });

  it.each([
    ['the git of the system', {}],
    ['a newer git, where there is one', newerGit() ?? {}],
  ])('looks into the folders of a sparse index, with %s', (_, git) => {
    const created = Repository.create();
    const repository = new Repository(created.path, { ...created.env, ...git });
    repository.stage('in/a', 'clean\n');
    repository.stage('out/b', 'clean\n');
    repository.git('commit', '--quiet', '-m', 'clean');
    repository.stage('out/deep/leak', LINE);
    repository.git('commit', '--quiet', '-m', 'a token');
    repository.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
    expect(repository.git('ls-files', '--sparse')).toBe('in/a\nout/\n');
    repository.git('reset', '--quiet', '--soft', 'HEAD~1'); // the folder is staged as one entry
    expect(pathsIn(scanStaged(repository))).toEqual(['out/deep/leak']);
  });

  it('reads the index, not the disk', () => {
    const repository = Repository.create();
    repository.stage('a.py', LINE);
    repository.write('a.py', 'clean\n');
    expect(pathsIn(scanStaged(repository))).toEqual(['a.py']);
    repository.git('add', 'a.py');
    repository.write('a.py', LINE);
    expect(scanStaged(repository).exitCode).toBe(0);
  });

  it('passes the deletion of a token, and an edit beside one that HEAD holds', () => {
    const repository = Repository.create();
    repository.stage('a.py', LINE);
    repository.stage('b.py', LINE);
    repository.commit();
    repository.git('rm', '--quiet', 'a.py');
    repository.stage('b.py', `# moved down\n${LINE}`);
    const run = scanStaged(repository);
    expect(run.exitCode).toBe(0);
    expect(report(run).alreadyCommitted).toHaveLength(1);
  });

  it('blocks a second copy of a token that HEAD holds once', () => {
    const repository = Repository.create();
    repository.stage('a.py', LINE);
    repository.commit();
    repository.stage('a.py', LINE + LINE);
    repository.stage('c.py', LINE);
    expect(pathsIn(scanStaged(repository))).toEqual(['a.py', 'c.py']);
  });

  it('passes a renamed file', () => {
    const repository = Repository.create();
    repository.stage('a.py', LINE);
    repository.commit();
    repository.git('mv', 'a.py', 'b.py');
    expect(scanStaged(repository).exitCode).toBe(0);
  });

  it('passes what the other side of a merge brings, and blocks what the merge adds', () => {
    const repository = Repository.create();
    repository.stage('base', '1\n');
    repository.commit();
    repository.git('checkout', '--quiet', '-b', 'other');
    repository.stage('theirs.py', LINE);
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    repository.stage('ours', '2\n');
    repository.commit();
    repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'other');
    expect(scanStaged(repository).exitCode).toBe(0);
    repository.stage('ours', LINE);
    expect(pathsIn(scanStaged(repository))).toEqual(['ours']);
  });

  it.each([[['other']], [['other', 'third']]])('passes what a merge of %j brings, before the commit and in pre-merge-commit', (sides) => {
    const repository = Repository.create();
    repository.stage('base', '1\n');
    repository.commit();
    for (const side of sides) {
      repository.git('checkout', '--quiet', '-b', side, 'main');
      repository.stage(`${side}.py`, LINE);
      repository.commit();
    }
    repository.git('checkout', '--quiet', 'main');
    repository.stage('ours', '2\n');
    repository.commit();
    repository.git('merge', '--quiet', '--no-commit', '--no-ff', ...sides);
    expect(scanStaged(repository).exitCode).toBe(0);
    repository.git('merge', '--abort');
    repository.write('.git/hooks/pre-merge-commit', `#!/bin/sh\nexec "${process.execPath}" "${CLI_PATH}" hook pre-merge-commit\n`);
    chmodSync(join(repository.path, '.git/hooks/pre-merge-commit'), 0o755);
    repository.git('merge', '--quiet', '--no-edit', ...sides); // throws when it is refused
    expect(repository.git('rev-list', '--count', '--merges', 'HEAD').trim()).toBe('1');
  });

  it('says what could not be read, and is not clean then', () => {
    const repository = Repository.create();
    repository.stage('a.py', 'one\n');
    const oid = repository.git('rev-parse', ':a.py').trim();
    rmSync(join(repository.path, '.git/objects', oid.slice(0, 2), oid.slice(2)));
    const run = scanStaged(repository);
    expect(run.exitCode).toBe(3);
    expect(report(run).skipped).toMatchObject([{ path: 'a.py', reason: 'missing-object' }]);
  });

  it('skips what is over the size limit, aloud', () => {
    const repository = Repository.create();
    repository.stage('a.py', LINE);
    const run = scanStaged(repository, '--max-size', '10');
    expect(run.exitCode).toBe(3);
    expect(report(run).skipped).toMatchObject([{ reason: 'too-large' }]);
  });

  it('looks once at a content that very many paths share', () => {
    const repository = Repository.create();
    const oid = repository.git('hash-object', '-w', '--stdin').trim(); // of nothing
    const input = Array.from({ length: 120_000 }, (_, path) => `100644 ${oid}\td${path % 100}/f${path}\n`).join('');
    execFileSync('git', ['update-index', '--index-info'], { cwd: repository.path, env: repository.env, input });
    const run = scanStaged(repository); // minutes, when each path copied those before it
    expect({ exitCode: run.exitCode, objects: JSON.parse(run.stdout).summary.objects }).toEqual({ exitCode: 0, objects: 1 });
  });

  it('works in a linked worktree and in a sub-folder', () => {
    const repository = Repository.create();
    repository.commit('first');
    const tree = join(temporaryFolder(), 'tree');
    repository.git('worktree', 'add', '--quiet', tree);
    const linked = new Repository(tree, repository.env);
    linked.stage('a.py', LINE);
    expect(pathsIn(scanStaged(linked))).toEqual(['a.py']);
    mkdirSync(join(repository.path, 'sub'));
    repository.stage('b.py', LINE);
    expect(pathsIn(scanStaged(new Repository(join(repository.path, 'sub'), repository.env)))).toEqual(['b.py']);
  });

  it('joins the two halves of a Modal token into one finding', () => {
    const repository = Repository.create();
    const id = sampler.token({ prefix: 'ak-', alphabet: 'base62', length: 22 });
    const secret = sampler.token({ prefix: 'as-', alphabet: 'base62', length: 22 });
    repository.stage('.modal.toml', `[acme]\ntoken_id = "${id}"\ntoken_secret = "${secret}"\n`);
    const run = runCli(['scan', '--staged', '--format', 'json'], { cwd: repository.path, env: repository.env, tokens: [id, secret] });
    expect(report(run).findings).toMatchObject([{ ruleId: 'modal-token-secret', related: [{ ruleId: 'modal-token-id', location: { line: 2 } }] }]);
  });

  it('allows a marked line, and counts it', () => {
    const repository = Repository.create();
    repository.stage('a.py', `TOKEN = "${token}"  # auth-guard:allow[huggingface-user-token] revoked in 2024\n`);
    const run = scanStaged(repository);
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ summary: { allowed: 1 }, allowed: [{ by: 'inline', reason: 'revoked in 2024' }] });
  });

  it('refuses to guess at malformed settings, with the place', () => {
    const repository = Repository.create();
    repository.stage('.auth-guard.yaml', 'allow:\n  - paths: [a.py]\n    reasn: typo\n');
    const run = scanStaged(repository);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/\.auth-guard\.yaml:\d+:\d+: /);
  });

  it('is refused outside a repository', () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o700);
    const run = runCli(['scan', '--staged'], { cwd: folder, env: { PATH: process.env['PATH'] ?? '', HOME: folder, GIT_CEILING_DIRECTORIES: '/' }, tokens: [] });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('not a git repository');
  });
});
