import { expect, it } from 'vitest';
import { createMask } from '#detect/line-text.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../../support/samples.ts';

const mask = createMask(RULES);
const sampler = createSampler(71);

it.each([
  'src/hf_hub_download.py',
  'rules/aws-bedrock-api-key.ts',
  'huggingface_hub/hf_file_system_operations.py',
  'docs/as-soon-as-possible-and-later.md',
  'lib/ws-client-with-reconnect.js',
  'test/sk-learn/pipelines.py',
])('leaves the name %s as it is', (name) => {
  expect(mask(name)).toBe(name);
});

it('masks every kind of token that has a prefix, whole or cut in half', () => {
  for (const { sample } of RULES.filter((rule) => rule.confidence === 'high' && rule.sample.prefix !== '' && rule.sample.length >= 32)) {
    const token = sampler.token(sample);
    const shown = [mask(`a/${token}/b`), mask(token.slice(0, sample.prefix.length + Math.ceil(sample.length * 0.75)))].join('\n');
    expect(shown.includes(token.slice(sample.prefix.length, sample.prefix.length + 12)), sample.prefix).toBe(false);
  }
});
