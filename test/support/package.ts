import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from 'vitest';
import { expectNoToken } from './cli.ts';
import { Repository } from './repository.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Installed {
  /** The packed CLI, as npm installs it. */
  cli(): string;
  /** Runs a program in a repository and asserts that it prints none of the tokens. */
  run(
    repository: Pick<Repository, 'path' | 'env'>,
    command: string,
    args: readonly string[],
    env?: Record<string, string>,
  ): { exitCode: number | null; output: string };
  /** A repository with the hooks. */
  repository(...initOptions: readonly string[]): Repository;
}

/** Packs the package and installs the tarball, once for a test file: what users get. */
export function installPackage(tokens: readonly string[]): Installed {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'auth-guard-pack-'));
    const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root, encoding: 'utf8' });
    execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--prefer-offline', join(folder, packed.trim())], { stdio: 'pipe' });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const cli = (): string => join(folder, 'node_modules/@auth-guard/cli/dist/auth-guard.cjs');
  const run: Installed['run'] = (repository, command, args, env = {}) => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: repository.path, env: { ...repository.env, ...env }, encoding: 'utf8' });
    expectNoToken(stdout + stderr, tokens);
    return { exitCode: status, output: stdout + stderr };
  };
  return {
    cli,
    run,
    repository: (...initOptions) => {
      const repository = Repository.create(...initOptions);
      expect(run(repository, process.execPath, [cli(), 'init', ...(initOptions.includes('--bare') ? ['--server'] : [])])).toMatchObject({ exitCode: 0 });
      return repository;
    },
  };
}
