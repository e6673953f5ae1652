import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectNoToken, runCli } from '../support/cli.ts';
import { programCopy } from '../support/program-copy.ts';
import { Repository } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const BLOBS = 5_200;
const EVERY = 400;
const sampler = createSampler(307);
const tokens = Array.from({ length: BLOBS / EVERY }, () => sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 }));
const guilty = tokens.map((_, index) => `f${index * EVERY}.txt`).sort();

interface Reported {
  readonly findings: readonly { readonly location: { readonly path: string; readonly line: number }; readonly history: { readonly inHead: boolean } }[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly summary: { readonly objects: number; readonly cached: number; readonly bytes: number };
}

/** A commit of as many files; in every 400th of them a token. */
function grown(): Repository {
  const repository = Repository.create();
  const files = Array.from({ length: BLOBS }, (_, index) => {
    const content = `file ${index}\n${index % EVERY === 0 ? `TOKEN=${tokens[index / EVERY]}\n` : ''}`;
    return `M 100644 inline f${index}.txt\ndata ${content.length}\n${content}\n`;
  });
  const input = `commit refs/heads/main\ncommitter A <a@example.invalid> 1600000000 +0000\ndata 6\nchange\n${files.join('')}`;
  const imported = spawnSync('git', ['fast-import', '--quiet'], { cwd: repository.path, env: { ...process.env, ...repository.env }, input, encoding: 'utf8' });
  expect(imported.stderr).toBe('');
  repository.git('reset', '--hard', 'main');
  return repository;
}

function scan(repository: Repository, ...args: readonly string[]): Reported & { readonly exitCode: number | null } {
  const run = runCli(['scan', '--history', '--format', 'json', ...args], { cwd: repository.path, env: repository.env, tokens });
  expect(run.stderr).toBe('');
  return { exitCode: run.exitCode, ...JSON.parse(run.stdout) };
}

it('a large history is read by two threads, which find each token once', () => {
  const report = scan(grown(), '--no-cache');
  expect(report.exitCode).toBe(1);
  expect(report.findings.map(({ location }) => location.path)).toEqual(guilty);
  expect(report.findings.every(({ location, history }) => location.line === 2 && history.inHead)).toBe(true);
  expect(report.summary.objects).toBe(BLOBS + 2);
  expect(report.skipped).toEqual([]);
});

it('what either of them read is kept for the next scan', () => {
  const repository = grown();
  const first = scan(repository);
  const second = scan(repository);
  expect(second.findings).toEqual(first.findings);
  expect(second.summary).toMatchObject({ objects: tokens.length, cached: BLOBS + 2 - tokens.length });
});

it('what neither can read is told, and the rest is found', () => {
  const repository = grown();
  const oid = repository.git('rev-parse', 'main:f7.txt').trim();
  const packs = join(repository.path, '.git/objects/pack');
  const moved = join(repository.path, '.git/moved');
  spawnSync('sh', ['-c', `mv ${packs} ${moved} && for pack in ${moved}/*.pack; do git unpack-objects -q < $pack; done`], { cwd: repository.path });
  rmSync(join(repository.path, '.git/objects', oid.slice(0, 2), oid.slice(2)));
  const report = scan(repository, '--no-cache');
  expect(report.exitCode).toBe(3);
  expect(report.skipped).toMatchObject([{ path: `object ${oid}`, reason: 'missing-object' }]);
  expect(report.findings.map(({ location }) => location.path)).toEqual(guilty);
});

/** The built program with a second thread that fails at once. */
function withFailingThread(): string {
  const copy = programCopy();
  writeFileSync(join(copy, 'scan-thread.cjs'), "throw new Error('out of order');\n");
  return join(copy, 'auth-guard.cjs');
}

it.each([
  ['a history', ['--history', '--no-cache'], 'history'],
  ['a tree', [], '.'],
] as const)('a thread that fails leaves %s unproven, whatever the other one found', (_, flags, path) => {
  const { path: cwd, env } = grown();
  const { status, stdout } = spawnSync(process.execPath, [withFailingThread(), 'scan', '--format', 'json', ...flags], { cwd, env, encoding: 'utf8' });
  expectNoToken(stdout, tokens);
  const report: Reported = JSON.parse(stdout);
  const failed = { path, reason: 'unreadable', detail: expect.stringContaining('a thread failed: out of order') };
  const isAlone = availableParallelism() < 2; // where there is one core, no second thread is started
  expect(status).toBe(isAlone ? 1 : 3);
  expect(report.skipped).toMatchObject(isAlone ? [] : [failed]);
  expect(report.findings.map(({ location }) => location.path)).toEqual(guilty);
});
