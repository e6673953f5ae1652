import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { selectFiles } from '#hub/selection.ts';
import { temporaryFolder } from '../../support/repository.ts';

const ALL = ['a.json', 'a.key', 'w/b.json', 'w/b.key', 'w/deep/c.key', 'x/w/d.json'];

async function chosen({
  include = [],
  exclude = [],
}: {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}): Promise<readonly string[]> {
  const cwd = temporaryFolder();
  for (const path of ALL) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), 'x');
  }
  return (await selectFiles({ paths: ['.'], cwd, pathInRepo: undefined, include, exclude })).map(({ path }) => path);
}

describe('the files of an upload', () => {
  it('are named once each, however often they are', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'm'));
    writeFileSync(join(cwd, 'm/a.txt'), 'x');
    const files = await selectFiles({ paths: ['m', 'm/a.txt', './m/'], cwd, pathInRepo: undefined, include: [], exclude: [] });
    expect(files.map(({ path }) => path)).toEqual(['a.txt']);
  });
});

describe('the files of a folder', () => {
  it.each([
    [{}, ALL],
    [{ exclude: ['*.key'] }, ['a.json', 'w/b.json', 'x/w/d.json']],
    [{ exclude: ['w/'] }, ['a.json', 'a.key']],
    [{ exclude: ['w'] }, ['a.json', 'a.key']],
    [{ exclude: ['/w'] }, ['a.json', 'a.key', 'x/w/d.json']],
    [{ exclude: ['w/deep'] }, ['a.json', 'a.key', 'w/b.json', 'w/b.key', 'x/w/d.json']],
    [{ exclude: ['./w/*'] }, ['a.json', 'a.key', 'x/w/d.json']],
    [{ exclude: ['a.json/'] }, ALL],
    [{ include: ['*.json'] }, ['a.json', 'w/b.json', 'x/w/d.json']],
    [{ include: ['w/'] }, ['w/b.json', 'w/b.key', 'w/deep/c.key', 'x/w/d.json']],
    [{ include: ['w/*.key'] }, ['w/b.key']],
    [{ include: ['./'] }, ALL],
    [{ include: ['**/*.key'], exclude: ['deep/'] }, ['a.key', 'w/b.key']],
    [{ include: ['a.*'], exclude: ['*.{key,pem}'] }, ['a.json']],
  ])('are those that the globs name, as in .gitignore: %j', async (globs, files) => {
    expect(await chosen(globs)).toEqual(files);
  });
});
