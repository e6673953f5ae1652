import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

function version(env: NodeJS.ProcessEnv): readonly [number, number] {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(execFileSync('git', ['version'], { env, encoding: 'utf8' })) ?? [];
  return [Number(major), Number(minor)];
}

/**
 * The environment in which `git` is 2.54 or newer: that of the system, or the one that `.ci/newer-git FOLDER` has laid into `AUTH_GUARD_TEST_GIT`.
 * `undefined` where there is none.
 */
export function newerGit(): Record<string, string> | undefined {
  const folder = process.env['AUTH_GUARD_TEST_GIT'] ?? '';
  const laid = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, GIT_EXEC_PATH: join(folder, 'lib/git-core') };
  const env: Record<string, string> = folder !== '' && existsSync(join(folder, 'bin/git')) ? laid : {};
  const [major, minor] = version({ ...process.env, ...env });
  return major > 2 || (major === 2 && minor >= 54) ? env : undefined;
}
