import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { globFiles } from '#scan/glob-files.ts';
import { temporaryFolder } from '../../support/repository.ts';

const NAMES = ['a.txt', '.hidden/b.txt', 'two\nlines.txt', 'fold\ner/in\rside.txt', 'fold\ner/\u2028/c.py', 'sign\ufdd0\ufdd01.txt', 'sub/d.py'];

function grown(): string {
  const folder = temporaryFolder();
  for (const name of NAMES) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), 'x');
  }
  return folder;
}

it('lists files whatever their names hold, and symlinks without following them', async () => {
  const folder = grown();
  symlinkSync('sub', join(folder, 'li\nnk'));
  expect([...(await globFiles(folder, { patterns: ['**'], ignore: [] }))].sort()).toEqual([...NAMES, 'li\nnk'].sort());
});

it('chooses by globs, which see such names, too', async () => {
  const folder = grown();
  expect([...(await globFiles(folder, { patterns: ['**/*.txt'], ignore: ['fold*/**', 'sign*'] }))].sort()).toEqual([
    '.hidden/b.txt',
    'a.txt',
    'two\nlines.txt',
  ]);
});
