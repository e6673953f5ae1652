import { expect, it } from 'vitest';
import type { Diagnosis } from '#auth/diagnosis/diagnosis.ts';
import { DIAGNOSES } from '#auth/diagnosis/table.ts';
import type { Rule } from '#detect/rule.ts';
import { RULES } from '#rules/index.ts';

function section(rule: Rule): string {
  return [
    `## ${rule.id}`,
    '',
    `${rule.title}. ${rule.description}`,
    '',
    `Severity ${rule.severity}, confidence ${rule.confidence}; shape \`${rule.pattern.source.replace('(?<secret>', '(')}\`.`,
    '',
    `${rule.remediation.help} <${rule.remediation.url}>`,
    '',
    ...rule.references.map((url) => `- <${url}>`),
    '',
  ].join('\n');
}

it('docs/rules.md says what the rules say (npm run docs writes it)', async () => {
  const text = `# Rules\n\nGenerated from \`rules/\`. A marked line names the rule: \`auth-guard:allow[rule-id] reason\`.\n\n${RULES.map(section).join('\n')}`;
  await expect(text).toMatchFileSnapshot('../../docs/rules.md');
});

function diagnosisSection({ id, title, meaning, fix, log, followsFrom, references }: Diagnosis): string {
  const texts = log.map(({ text, source }) => `- \`${text.replaceAll('`', "'")}\` (${source})`);
  return [
    `### ${id}`,
    '',
    `${title}. ${meaning}`,
    '',
    ...fix.map((step, index) => `${index + 1}. ${step.replace(/[<>_*]/g, '\\$&')}`),
    '',
    ...(texts.length === 0 ? [] : ['Known by:', '', ...texts, '']),
    ...(followsFrom.length === 0 ? [] : [`Follows from: ${followsFrom.map((cause) => `[${cause}](#${cause})`).join(', ')}.`, '']),
    ...references.map((url) => `- <${url}>`),
    ...(references.length === 0 ? [] : ['']),
  ].join('\n');
}

function diagnosisTable(): string {
  const rows = DIAGNOSES.map(
    ({ id, area, title, log, signs }) =>
      `| [${id}](#${id}) | ${area} | ${title} | ${[log.length > 0 ? 'log' : '', signs.length > 0 ? 'live' : ''].filter(Boolean).join(', ')} |`,
  );
  return ['| diagnosis | area | what it is | seen in |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

it('docs/doctor.md lists every diagnosis (npm run docs writes it)', async () => {
  const areas = [...new Set(DIAGNOSES.map(({ area }) => area))];
  const sections = areas.map(
    (area) =>
      `## ${area}\n\n${DIAGNOSES.filter((one) => one.area === area)
        .map(diagnosisSection)
        .join('\n')}`,
  );
  const intro = [
    '# Diagnoses',
    '',
    'Generated from `src/auth/diagnosis/`.',
    '',
    '`auth-guard doctor` looks at the environment, the files and the services of this machine. `auth-guard doctor FILE`, `auth-guard doctor -` and',
    '`auth-guard doctor --run ID [-R OWNER/NAME]` read a log instead: a file, standard input, or the failed steps of a run of GitHub Actions. Colours and the',
    'stamps of GitHub are taken out, tokens are masked, equal causes are counted, and what follows from another cause stands below it.',
    '',
    '| exit code | meaning |',
    '| --- | --- |',
    '| 0 | nothing wrong was found |',
    '| 1 | at least one cause was found |',
    '| 2 | wrong usage |',
    '| 3 | something could not be asked or read, or the log holds errors that are unknown here |',
    '',
  ].join('\n');
  await expect(`${intro}\n${diagnosisTable()}\n\n${sections.join('\n')}`).toMatchFileSnapshot('../../docs/doctor.md');
});
