import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findHabits } from '#detect/habits/find-habits.ts';
import type { HabitExample } from '#detect/habits/habit.ts';
import { HABITS } from '#rules/habits/index.ts';

/** An example as a file: a script of a workflow or a Dockerfile is put into one. */
function fileOf({ language, text, in: setting = 'file' }: HabitExample): readonly [path: string, text: string] {
  if (setting === 'markdown') return ['README.md', `# A\n\n\`\`\`${language}\n${text}\n\`\`\`\n`];
  if (setting === 'notebook')
    return [
      'a.ipynb',
      JSON.stringify({ cells: [{ cell_type: 'code', source: (language === 'shell' ? `!${text}` : text).split(/(?<=\n)/), outputs: [] }], nbformat: 4 }),
    ];
  if (language === 'shell' && setting === 'workflow')
    return ['.github/workflows/ci.yml', `jobs:\n  a:\n    steps:\n      - run: |\n${text.replace(/^/gm, '          ')}\n`];
  if (language === 'shell' && setting === 'dockerfile')
    return ['Dockerfile', text.split('\n').length > 1 ? `RUN ${text.replaceAll('\n', ' && \\\n')}\n` : `RUN ${text}\n`];
  const names = { shell: 'a.sh', python: 'a.py', javascript: 'a.ts', workflow: '.github/workflows/ci.yml', dockerfile: 'Dockerfile' };
  return [names[language], `${text}\n`];
}

it('has one file for each habit, named like it', () => {
  const files = readdirSync(fileURLToPath(new URL('../../rules/habits', import.meta.url))).filter((name) => name !== 'index.ts');
  expect(files.sort()).toEqual(HABITS.map((habit) => `${habit.id}.ts`).sort());
});

describe.each(HABITS.map((habit) => [habit.id, habit] as const))('%s', (id, habit) => {
  it('says what is wrong and what is better', () => {
    for (const text of [habit.title, habit.explanation, habit.better, ...habit.references]) expect(text.length).toBeGreaterThan(10);
  });

  it.each(habit.truePositives.map((example) => [example.text, example] as const))('is seen once in %j', (_text, example) => {
    const matches = findHabits(...fileOf(example), HABITS).filter((match) => match.habit === habit);
    expect(matches.map((match) => match.habit.id)).toEqual([id]);
  });

  it.each(habit.trueNegatives.map((example) => [example.text, example] as const))('is not seen in %j', (_text, example) => {
    expect(findHabits(...fileOf(example), HABITS).filter((match) => match.habit === habit)).toEqual([]);
  });

  it.each(habit.files?.truePaths ?? [])('is seen in the path %s', (path) => {
    expect(habit.files?.pattern.test(path) === true && habit.files.unless?.test(path) !== true).toBe(true);
  });

  it.each(habit.files?.falsePaths ?? [])('is not seen in the path %s', (path) => {
    expect(habit.files?.pattern.test(path) === true && habit.files.unless?.test(path) !== true).toBe(false);
  });

  it('reads adversarial files to their end', () => {
    const pieces = [
      ...habit.truePositives.map(({ text }) => text),
      'print(',
      'print(f"{',
      '"',
      "'",
      '`${',
      '((((',
      '{[(',
      '$',
      '\\\n',
      'https://a:',
      '--token ',
      '<<EOF\n',
      'RUN ',
    ];
    for (const piece of pieces) {
      for (const name of ['a.sh', 'a.py', 'a.ts', 'Dockerfile', '.github/workflows/a.yml'])
        expect(findHabits(name, `token secret hf_ ://${piece.repeat(Math.ceil(2 ** 14 / piece.length))}`, [habit]).length).toBeGreaterThanOrEqual(0);
    }
  });
});
