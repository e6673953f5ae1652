import { expect, it } from 'vitest';
import type { Habit } from '#detect/habits/habit.ts';
import { HABIT_IDS } from '#detect/habits/ids.ts';
import { HABITS } from '#rules/habits/index.ts';

function section({ id, title, explanation, better, patterns, files, truePositives, references }: Habit): string {
  const where =
    files === undefined
      ? `Looked for in: ${Object.keys(patterns).join(', ')}.`
      : `Looked for: files such as ${files.truePaths.map((path) => `\`${path}\``).join(', ')}.`;
  const [example] = truePositives;
  return [
    `## ${id}`,
    '',
    `${title}. ${explanation}`,
    '',
    where,
    '',
    ...(example === undefined ? [] : ['Not:', '', '```', example.text.trimEnd(), '```', '']),
    'Better:',
    '',
    '```',
    better,
    '```',
    '',
    ...references.map((url) => `- <${url}>`),
    '',
  ].join('\n');
}

it('docs/habits.md says what the habits say (npm run docs writes it)', async () => {
  const text = `# Habits

Generated from \`rules/habits/\`. \`auth-guard scan --habits\` looks for code that handles tokens badly, in shell, Python, JavaScript and TypeScript, workflows,
Dockerfiles, notebooks and the code blocks of Markdown, and for files of credentials that git tracks or that everybody may read. Habits are warnings: they change
neither the verdict nor the exit code, unless \`--strict\` asks for it (exit 1) or \`habits: {strict: true}\` in the settings. \`habits: {preCommit: true}\` turns them
on in the hook. A line is excused by \`auth-guard:allow[habit-id] reason\`, a path by an entry of \`allow\`, a habit by \`off\`.
Files, \`--staged\` and \`--stdin --name deploy.sh\` are looked at; the history is not, because nothing in it can be changed any more. With \`--format sarif\` they are warnings
beside the findings.

${HABITS.map(section).join('\n')}`;
  await expect(text).toMatchFileSnapshot('../../docs/habits.md');
});

it('settings know the habits by the same ids', () => {
  expect(HABITS.map((habit) => habit.id)).toEqual(HABIT_IDS);
});
