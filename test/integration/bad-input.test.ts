import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CLI_PATH, expectNoToken, runCli } from '../support/cli.ts';
import { Repository, scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(101).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

/** Root may read everything, so that it gives that up. */
const WITHOUT_PRIVILEGE = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--'] : ['env'];

function scanWithoutPrivilege(repository: Repository, ...args: readonly string[]): { exitCode: number | null; report: ReturnType<typeof JSON.parse> } {
  const [command = '', ...rest] = [...WITHOUT_PRIVILEGE, process.execPath, CLI_PATH, 'scan', '--format', 'json', ...args];
  const { status, stdout, stderr } = spawnSync(command, rest, { cwd: repository.path, env: repository.env, encoding: 'utf8' });
  expectNoToken(stdout + stderr, [token]);
  return { exitCode: status, report: JSON.parse(stdout) };
}

describe('what may not be read', () => {
  it('is said of a file, and the rest is scanned', () => {
    const repository = Repository.create();
    repository.stage('closed', token);
    repository.stage('open', token);
    chmodSync(join(repository.path, 'closed'), 0);
    const { exitCode, report } = scanWithoutPrivilege(repository);
    expect(exitCode).toBe(3);
    expect(report.skipped).toMatchObject([{ path: 'closed', reason: 'unreadable', detail: 'EACCES' }]);
    expect(report.findings).toMatchObject([{ location: { path: 'open' } }]);
  });

  it.each([
    ['in a repository', true],
    ['outside one', false],
  ])('is said of a folder, and the rest is scanned: %s', (_, inRepository) => {
    const repository = inRepository ? Repository.create() : new Repository(temporaryFolder(), scrubbedEnvironment(tmpdir()));
    repository.write('deep/closed/a', token);
    repository.write('deep/open', token);
    chmodSync(join(repository.path, 'deep/closed'), 0);
    const skipped = [{ path: 'deep/closed', reason: 'unreadable', detail: 'EACCES' }];
    const { exitCode, report } = scanWithoutPrivilege(repository);
    expect(exitCode).toBe(3);
    expect(report.skipped).toMatchObject(skipped);
    expect(report.findings).toMatchObject([{ location: { path: 'deep/open' } }]);
    expect(scanWithoutPrivilege(repository, 'deep').report.skipped).toMatchObject(skipped);
    expect(scanWithoutPrivilege(repository, 'deep/closed', 'deep/open')).toMatchObject({
      report: { skipped, findings: [{ location: { path: 'deep/open' } }] },
    });
    expect(scanWithoutPrivilege(repository, 'deep/closed/a').report.skipped).toMatchObject([{ path: 'deep/closed/a', detail: 'EACCES' }]);
  });

  it('is said of a repository of another user, with the command that makes git trust it', () => {
    const repository = Repository.create();
    const env = { ...repository.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
    for (const args of [['scan'], ['scan', '--staged'], ['scan', '--history'], ['init']]) {
      const { exitCode, stderr } = runCli(args, { cwd: repository.path, env, tokens: [] });
      expect(exitCode, args.join(' ')).toBe(3);
      expect(stderr).toContain(`git config --global --add safe.directory '${repository.path}'`);
    }
  });

  it('is no path when it is empty: a variable that is not set must not scan something else', () => {
    const { exitCode, stderr } = runCli(['scan', ''], { cwd: temporaryFolder(), env: scrubbedEnvironment(tmpdir()), tokens: [] });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('A path is empty') });
  });

  it('is said of an object, and the rest of the history is scanned', () => {
    const repository = Repository.create();
    repository.stage('closed', 'clean');
    repository.stage('open', token);
    repository.commit();
    const oid = repository.git('rev-parse', ':closed').trim();
    chmodSync(join(repository.path, '.git/objects', oid.replace(/^../, '$&/')), 0);
    const { exitCode, report } = scanWithoutPrivilege(repository, '--history');
    expect(exitCode).toBe(3);
    expect(report.skipped).toEqual(expect.arrayContaining([expect.objectContaining({ path: `object ${oid}` })]));
    expect(report.findings).toMatchObject([{ location: { path: 'open' } }]);
  });

  it('is said of settings, and nothing is guessed', () => {
    const repository = Repository.create();
    mkdirSync(join(repository.path, '.auth-guard.yaml'));
    const { exitCode, stderr } = runCli(['scan'], { cwd: repository.path, env: repository.env, tokens: [token] });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/\.auth-guard\.yaml.*EISDIR/);
  });

  it('is said of a device', () => {
    const repository = Repository.create();
    const { exitCode, stdout } = runCli(['scan', '--format', 'json', '/dev/null'], { cwd: repository.path, env: repository.env, tokens: [token] });
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout).skipped).toMatchObject([{ path: '/dev/null', reason: 'not-a-file' }]);
  });
});

describe('an interrupted scan of the history', () => {
  it('prints what was found so far, exits 3, and goes on from the cache', async () => {
    const repository = Repository.create();
    for (let index = 0; index < 600; index += 1) repository.write(`f${index}`, `content ${index}\n`);
    repository.git('add', '.');
    repository.commit();
    const folder = temporaryFolder();
    const git = spawnSync('which', ['git'], { encoding: 'utf8' }).stdout.trim();
    const slow = `case "$*" in *"cat-file --batch --buffer"*) "${git}" "$@" | { head -c 9000; touch ${folder}/begun; sleep 3; cat; }; exit ;; esac`;
    writeFileSync(join(folder, 'git'), `#!/bin/bash\n${slow}\nexec "${git}" "$@"\n`);
    chmodSync(join(folder, 'git'), 0o755);
    const env = { ...repository.env, PATH: `${folder}:${process.env['PATH']}` };
    const child = spawn(process.execPath, [CLI_PATH, 'scan', '--history', '--format', 'json'], { cwd: repository.path, env });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    for (let tries = 0; tries < 200 && spawnSync('test', ['-e', join(folder, 'begun')]).status !== 0; tries += 1) await setTimeout(50);
    await setTimeout(300);
    child.kill('SIGINT');
    expect(await ended).toBe(3);
    const { skipped, summary } = JSON.parse(stdout);
    expect(skipped).toEqual(expect.arrayContaining([expect.objectContaining({ reason: 'interrupted' })]));
    expect(summary.objects).toBeGreaterThan(0);
    const again = runCli(['scan', '--history', '--format', 'json'], { cwd: repository.path, env: repository.env, tokens: [token] });
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.stdout).summary).toMatchObject({ cached: summary.objects, objects: 602 - summary.objects });
  });
});

describe('a hook whose reader is gone', () => {
  it('keeps its exit code', () => {
    const repository = Repository.create();
    repository.stage('leak', token);
    const script = `"$1" "$2" hook pre-commit 2>&1 | true; exit "\${PIPESTATUS[0]}"`;
    const run = spawnSync('bash', ['-c', script, 'bash', process.execPath, CLI_PATH], { cwd: repository.path, env: repository.env, encoding: 'utf8' });
    expect(run).toMatchObject({ status: 1, stdout: '', stderr: '' });
  });
});

describe('malformed settings', () => {
  it.each(['hook pre-commit', 'scan --staged', 'scan --history', 'scan'])('are named with line and column, and nothing is checked: %s', (command) => {
    const repository = Repository.create();
    repository.stage('.auth-guard.yaml', 'allow:\n  - paths: [a]\n   reason: indented wrongly\n');
    repository.commit();
    const { exitCode, stderr } = runCli(command.split(' '), { cwd: repository.path, env: repository.env, tokens: [token] });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/\.auth-guard\.yaml:3:\d+: /);
  });
});
