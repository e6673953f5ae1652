import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CLI_PATH, expectNoToken } from '../support/cli.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(73).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const SCAN = [CLI_PATH, 'scan', '--history', '--format', 'json'];

function filled(files = 200): Repository {
  const repository = Repository.create();
  for (let index = 0; index < files; index += 1) repository.write(`f${index}`, `content ${index}\n`.repeat(50));
  repository.write('leak', token);
  repository.git('add', '.');
  repository.commit();
  return repository;
}

function scan(
  repository: Repository,
  env: Record<string, string> = {},
): { exitCode: number | null; report: { findings: unknown[]; skipped: { path: string; reason: string }[]; summary: { objects: number; cached: number } } } {
  const { status, stdout, stderr } = spawnSync(process.execPath, SCAN, { cwd: repository.path, env: { ...repository.env, ...env }, encoding: 'utf8' });
  expectNoToken(stdout + stderr, [token]);
  return { exitCode: status, report: JSON.parse(stdout) };
}

/** A folder with a `git` that behaves as the script says, and otherwise as git. */
function brokenGit(script: string): string {
  const folder = temporaryFolder();
  const git = spawnSync('which', ['git'], { encoding: 'utf8' }).stdout.trim();
  writeFileSync(join(folder, 'git'), `#!/bin/bash\ngit=${git}\n${script}\nexec "$git" "$@"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return folder;
}

describe('the scan of the history, when things break', () => {
  it('starts cat-file again when it dies half-way', () => {
    const repository = filled();
    const state = temporaryFolder();
    const path = brokenGit(`case "$*" in *"cat-file --batch --buffer"*) mkdir ${state}/died 2>/dev/null && { "$git" "$@" | head -c 5000; exit 1; } ;; esac`);
    const { exitCode, report } = scan(repository, { PATH: `${path}:${process.env['PATH']}` });
    expect(exitCode).toBe(1);
    expect(report.findings).toHaveLength(1);
    expect(report.skipped).toEqual([]);
    expect(report.summary.objects).toBe(203);
  });

  it('says so of every object when cat-file always dies, and never calls it clean', () => {
    const repository = filled(20);
    const path = brokenGit('case "$*" in *"cat-file --batch --buffer"*) exit 128 ;; esac');
    const { exitCode, report } = scan(repository, { PATH: `${path}:${process.env['PATH']}` });
    expect(exitCode).toBe(3);
    expect(report.skipped).toHaveLength(23);
  });

  it('keeps its exit code when the disk is full for the cache', () => {
    const repository = filled();
    const limited = spawnSync('bash', ['-c', `trap '' XFSZ; ulimit -f 1; exec "$@" | cat; exit 0`, 'bash', process.execPath, ...SCAN], {
      cwd: repository.path,
      env: repository.env,
      encoding: 'utf8',
    });
    expect(JSON.parse(limited.stdout).findings).toHaveLength(1);
    const left = readdirSync(join(repository.path, '.git/auth-guard/scanned'), { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => name.endsWith('.oids') || name.endsWith('.tmp'))).toEqual([]);
    expect(scan(repository).report.summary.cached).toBe(0);
  });

  it('finds the same after it was killed at any time, and when two run at once', async () => {
    const repository = filled(2_000);
    for (const delay of [40, 80, 120, 160, 200]) {
      const child = spawn(process.execPath, SCAN, { cwd: repository.path, env: repository.env, stdio: 'ignore' });
      const ended = new Promise((resolve) => child.on('close', resolve));
      await setTimeout(delay);
      child.kill('SIGKILL');
      await ended;
    }
    const both = [1, 2].map(() => spawn(process.execPath, SCAN, { cwd: repository.path, env: repository.env, stdio: 'ignore' }));
    expect(await Promise.all(both.map((child) => new Promise((resolve) => child.on('close', resolve))))).toEqual([1, 1]);
    const { exitCode, report } = scan(repository);
    expect(exitCode).toBe(1);
    expect(report.findings).toHaveLength(1);
    expect(report.summary.objects + report.summary.cached).toBe(2_003);
  });
});
