import { expect, it } from 'vitest';
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
