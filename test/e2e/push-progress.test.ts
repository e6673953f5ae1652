import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLI_PATH, expectNoToken, runCli } from '../support/cli.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';
import { startProgramOnTerminal } from '../support/terminal.ts';

const token = createSampler(641).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

/** Git pauses behind the first objects that it gives, as it does in a long history. */
const SLOW_GIT = `#!/bin/sh
case " $* " in
  *" cat-file --batch --buffer "*) "$REAL_GIT" "$@" | { head -c 600; sleep 1; exec cat; } ;;
  *) exec "$REAL_GIT" "$@" ;;
esac
`;

/** A repository with the hooks, a remote that has nothing yet, and something to push. */
function pushing(content: string): { readonly repository: Repository; readonly slow: Record<string, string> } {
  const repository = Repository.create();
  const [remote, bin] = [join(temporaryFolder(), 'remote.git'), join(temporaryFolder(), 'bin')];
  mkdirSync(bin);
  writeFileSync(join(bin, 'git'), SLOW_GIT, { mode: 0o755 });
  repository.git('init', '--quiet', '--bare', remote);
  repository.git('remote', 'add', 'origin', remote);
  for (let number = 0; number < 20; number += 1) repository.stage(`${number}.txt`, `${number} ${'words '.repeat(20)}`);
  repository.stage('a.py', content);
  repository.commit();
  expect(runCli(['init'], { cwd: repository.path, env: repository.env, tokens: [] }).exitCode).toBe(0);
  const real = spawnSync('sh', ['-c', 'command -v git'], { env: repository.env, encoding: 'utf8' }).stdout.trim();
  return { repository, slow: { REAL_GIT: real, PATH: `${bin}:${repository.env['PATH']}`, CI: '' } };
}

/** The hook, with what git writes to it, and git's own folder not before the slow one. */
function hookCommand(repository: Repository): readonly string[] {
  const oid = repository.git('rev-parse', 'HEAD').trim();
  const line = `refs/heads/main ${oid} refs/heads/main ${'0'.repeat(oid.length)}`;
  return ['sh', '-c', 'echo "$1" | "$2" "$3" hook pre-push origin url', 'sh', line, process.execPath, CLI_PATH];
}

it('shows on a terminal that a long check goes on, with counts, and takes it away', async () => {
  const { repository, slow } = pushing('clean\n');
  const terminal = startProgramOnTerminal(hookCommand(repository), { cwd: repository.path, env: { ...repository.env, ...slow }, tokens: [token] });
  await terminal.shows(/\d+ objects?, [\d.]+ k?B, [\d.]+ k?B\/s/);
  expect(await terminal.end).toMatchObject({ exitCode: 0, restored: true });
});

it('says what it has found behind it', async () => {
  const { repository, slow } = pushing(`login("${token}")\n`);
  const terminal = startProgramOnTerminal(hookCommand(repository), { cwd: repository.path, env: { ...repository.env, ...slow }, tokens: [token] });
  await terminal.shows(/\d+ objects?, /);
  await terminal.shows('a.py:1:8  huggingface-user-token');
  await terminal.shows('auth-guard refused the push. Nothing was pushed.');
  expect(await terminal.end).toMatchObject({ exitCode: 1, restored: true });
});

it('shows nothing elsewhere, and nothing in CI', async () => {
  const { repository, slow } = pushing('clean\n');
  const [program = '', ...args] = hookCommand(repository);
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: repository.path, env: { ...repository.env, ...slow }, encoding: 'utf8' });
  expectNoToken(stdout + stderr, [token]);
  expect([status, stdout, stderr]).toEqual([0, '', '']);
  const env = { ...repository.env, ...slow, CI: 'true' };
  expect(await startProgramOnTerminal([program, ...args], { cwd: repository.path, env, tokens: [token] }).end).toMatchObject({ exitCode: 0, shown: '' });
});

it('lets git push on a terminal as before', async () => {
  const { repository } = pushing('clean\n');
  const terminal = startProgramOnTerminal(['git', 'push', '--quiet', 'origin', 'main'], { cwd: repository.path, env: repository.env, tokens: [token] });
  expect(await terminal.end).toMatchObject({ exitCode: 0, restored: true });
  expect(repository.git('ls-remote', 'origin')).toContain('refs/heads/main');
});
