import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An environment in which git finds no settings but the repository's own. */
export function scrubbedEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.invalid',
    GIT_COMMITTER_NAME: 'C',
    GIT_COMMITTER_EMAIL: 'c@example.invalid',
    LC_ALL: 'C',
  };
}

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'auth-guard-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A throw-away repository and the means to fill it. */
export class Repository {
  readonly path: string;
  readonly env: Record<string, string>;

  constructor(path: string, env: Record<string, string>) {
    this.path = path;
    this.env = env;
  }

  static create(...initOptions: readonly string[]): Repository {
    const path = temporaryFolder();
    const repository = new Repository(path, scrubbedEnvironment(path));
    repository.git('init', '--quiet', '--initial-branch=main', ...initOptions);
    repository.git('config', 'commit.gpgsign', 'false');
    return repository;
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.path, env: this.env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  write(path: string, content: string | Uint8Array): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Writes a file and stages it. */
  stage(path: string, content: string | Uint8Array): void {
    this.write(path, content);
    this.git('add', '--force', '--', path);
  }

  commit(message = 'change'): void {
    this.git('commit', '--quiet', '--no-verify', '--allow-empty', '-m', message);
  }
}
