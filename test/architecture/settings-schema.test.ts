import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingsSchema } from '#config/schema.ts';

/** The schema that editors read: what a user may write, before defaults are filled in. */
function published(): object {
  const schema = toJsonSchema(settingsSchema, { typeMode: 'input', target: 'draft-07', ignoreActions: ['trim'] });
  return { ...schema, title: 'Settings of auth-guard', description: 'What `.auth-guard.yaml` may hold.' };
}

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);

it('schema/settings.json says what the settings may hold (npm run docs writes it)', async () => {
  await expect(`${JSON.stringify(published(), null, 2)}\n`).toMatchFileSnapshot('../../schema/settings.json');
});

it.each([
  ['version: 1\nmaxSize: 50M\nallow:\n  - paths: [tests/**]\n    rules: [huggingface-user-token]\n    reason: made up\n', true],
  ['maxSize: 1000\nmarks: false\n', true],
  ['maxSize: huge\n', false],
  ['allow:\n  - paths: [tests/**]\n    reasn: typo\n', false],
  ['allow:\n  - paths: [tests/**]\n', false],
  ['nonsense: 1\n', false],
])('judges %j as the program does', (text, valid) => {
  expect(ajv.validate(published(), parse(text))).toBe(valid);
});

it('accepts the example of the README', () => {
  const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
  const example = /```yaml\n# \.auth-guard\.yaml\n(?<yaml>[\s\S]*?)```/.exec(readme)?.groups?.['yaml'] ?? '';
  expect(example).not.toBe('');
  expect(ajv.validate(published(), parse(example)), JSON.stringify(ajv.errors)).toBe(true);
});
