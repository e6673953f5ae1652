import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLI_PATH, expectNoToken } from '../support/cli.ts';
import { Repository } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(229).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const SCISSORS = '------------------------ >8 ------------------------';

function guarded(): Repository {
  const repository = Repository.create();
  repository.stage('a', token);
  repository.commit();
  repository.write('.git/hooks/commit-msg', `#!/bin/sh\nexec "${process.execPath}" "${CLI_PATH}" hook commit-msg "$@"\n`);
  chmodSync(join(repository.path, '.git/hooks/commit-msg'), 0o755);
  return repository;
}

function commit({ path, env }: Repository, args: readonly string[], input = ''): { exitCode: number | null; output: string } {
  const editor = `sh -c 'printf "take it out\\n" | cat - "$0" > "$0.new" && mv "$0.new" "$0"'`;
  const { status, stdout, stderr } = spawnSync('git', ['commit', ...args], { cwd: path, env: { ...env, GIT_EDITOR: editor }, encoding: 'utf8', input });
  expectNoToken(stdout + stderr, [token]);
  return { exitCode: status, output: stdout + stderr };
}

it.each(['#', ';'])('passes the diff that git shows below its scissors, with comments behind %s', (comment) => {
  const repository = guarded();
  repository.git('config', 'core.commentChar', comment);
  repository.git('rm', '--quiet', 'a');
  expect(commit(repository, ['--verbose'])).toMatchObject({ exitCode: 0 });
  expect(repository.git('log', '-1', '--format=%B').trim()).toBe('take it out');
});

it('finds a token below scissors that git did not write, because git commits it', () => {
  const repository = guarded();
  const message = `notes\n\n# ${SCISSORS}\nuse ${token}\n`;
  expect(commit(repository, ['--allow-empty', '--file=-'], message)).toMatchObject({ exitCode: 1, output: expect.stringContaining('commit message:4:5') });
  expect(commit(repository, ['--allow-empty', '--no-verify', '--file=-'], message).exitCode).toBe(0);
  expect(repository.git('log', '-1', '--format=%B').includes(token)).toBe(true);
});
