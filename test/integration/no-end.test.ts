import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLI_PATH, expectNoToken } from '../support/cli.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';

it.each([
  ['comes to its end', '', 0],
  ['comes to no end', 'globalThis.setImmediate = () => undefined;', 3],
] as const)('a scan that %s is told from one that does not', (_what, fault, exitCode) => {
  const preload = join(temporaryFolder(), 'preload.cjs');
  writeFileSync(preload, fault);
  const repository = Repository.create();
  repository.stage('a.txt', 'nothing');
  const args = ['--require', preload, CLI_PATH, 'scan'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: repository.path, env: { ...repository.env }, encoding: 'utf8', timeout: 15_000 });
  expectNoToken(stdout + stderr, []);
  expect(status).toBe(exitCode);
});
