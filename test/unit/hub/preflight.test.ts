import { describe, expect, it } from 'vitest';
import { judgeLimits } from '#hub/limits.ts';
import { normalizedRemotePath, type UploadFile } from '#hub/selection.ts';

const GB = 1_000_000_000;

function file(path: string, size = 1): UploadFile {
  return { file: `/tmp/${path}`, path, size, version: '' };
}

describe('the limits of the Hub', () => {
  it('takes files of 500 GB and no larger ones, and advises against those above 200 GB', () => {
    expect(judgeLimits([file('a', 200 * GB)])).toEqual({ broken: [], advice: [] });
    expect(judgeLimits([file('a', 500 * GB)])).toEqual({ broken: [], advice: [expect.stringMatching(/^a is larger than 200 GB/)] });
    expect(judgeLimits([file('a', 500 * GB + 1)])).toEqual({ broken: [expect.stringMatching(/^a is larger than 500 GB/)], advice: [] });
  });

  it('takes 10,000 files in a folder and no more, and speaks of more than 1,000 in one commit, and advises against more than 100,000', () => {
    const inFolders = (folders: number, each: number): readonly UploadFile[] =>
      Array.from({ length: folders * each }, (_, index) => file(`d${index % folders}/f${index}`));
    expect(judgeLimits(inFolders(1, 1_000))).toEqual({ broken: [], advice: [] });
    expect(judgeLimits(inFolders(10, 10_000))).toEqual({ broken: [], advice: [expect.stringContaining('100000 files go in one commit')] });
    expect(judgeLimits(inFolders(1, 10_001)).broken).toEqual([expect.stringContaining('d0 would hold 10001 files')]);
    expect(judgeLimits(inFolders(11, 9_999)).advice).toEqual([expect.stringContaining('109989 files')]);
    expect(judgeLimits(Array.from({ length: 10_001 }, (_, index) => file(`f${index}`))).broken).toEqual([expect.stringContaining('the top folder')]);
  });
});

describe('a path in a repository', () => {
  it.each([
    ['a/b.txt', 'a/b.txt'],
    ['./a//b/', 'a/b'],
    ['a/../b', 'b'],
    ['..a/b..', '..a/b..'],
    ['a/.gitignore', 'a/.gitignore'],
  ])('%s becomes %s', (path, normal) => {
    expect(normalizedRemotePath(path)).toBe(normal);
  });

  it.each(['', '.', '/', '/etc/passwd', '..', '../x', 'a/../../x', '.git', 'a/.git/config', 'a/.GIT/hooks/x'])('"%s" is none', (path) => {
    expect(() => normalizedRemotePath(path)).toThrow(/no path inside a repository/);
  });
});
