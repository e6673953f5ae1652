import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { checkRevision } from '#hub/revision.ts';

const branch = { createPullRequest: false };

function isNameForGit(name: string): boolean {
  try {
    execFileSync('git', ['check-ref-format', '--branch', name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a revision', () => {
  it.each([
    '',
    'a b',
    '-x',
    'a..b',
    'a.lock',
    'a.lock/b',
    'x/',
    '/x',
    'a//b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[b',
    'a\\b',
    'a@{b',
    'a/.b',
    '.a',
    'a.',
    'a\nb',
  ])('is none that git takes for no branch: %j', (name) => {
    expect(isNameForGit(name)).toBe(false);
    expect(() => checkRevision(name, branch)).toThrow(/is no name of a branch/);
  });

  it.each(['main', 'feature/x', 'v1.0', 'a@b', 'lock', 'a.lockb', 'ü', 'refs/pr/3', 'refs/convert/parquet'])(
    'is one that git takes for a branch: %j',
    (name) => {
      expect(isNameForGit(name)).toBe(true);
      expect(() => checkRevision(name, branch)).not.toThrow();
    },
  );

  it('is no other pull request when one is opened', () => {
    expect(() => checkRevision('refs/pr/3', { createPullRequest: true })).toThrow(/--revision names none/);
  });
});
