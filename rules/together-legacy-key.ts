import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'together-legacy-key',
  provider: 'together',
  title: 'Together AI API key (64 digits)',
  description: 'Calls the API at the cost of its account.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({
    keywords: ['together_api', 'together.api', 'togetherai', 'together_ai'],
    secret: /[0-9a-f]{64}/,
    alphabet: 'hex',
    run: 64,
    longest: 64,
    secretive: true,
  }),
  minEntropyBits: 3.2,
  sample: { prefix: '', alphabet: 'hex-lower', length: 64, name: 'TOGETHER_API_KEY', place: 'name' },
  truePositives: ['TOGETHER_API_KEY={token}', '"TOGETHER_API_KEY": "{token}"'],
  trueNegatives: [
    'TOGETHER_API_KEY="your_api_key_here"',
    'TOGETHER_API_KEY=${TOGETHER_API_KEY}',
    'os.environ["TOGETHER_API_KEY"]',
    'TOGETHER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://api.together.ai/settings/api-keys' },
  references: ['https://docs.together.ai/docs/quickstart'],
});
