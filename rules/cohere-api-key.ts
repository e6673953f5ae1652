import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'cohere-api-key',
  provider: 'cohere',
  title: 'Cohere API key',
  description: 'Calls the API at the cost of its account.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['cohere', 'co_api_key'], secret: /[A-Za-z0-9]{40}/, alphabet: 'base62', run: 40, longest: 40 }),
  minEntropyBits: 4,
  sample: { prefix: '', alphabet: 'base62', length: 40, name: 'COHERE_API_KEY', place: 'name' },
  truePositives: ['COHERE_API_KEY={token}', '"COHERE_API_KEY": "{token}"'],
  trueNegatives: [
    'COHERE_API_KEY="your_api_key_here"',
    'COHERE_API_KEY=${COHERE_API_KEY}',
    'os.environ["COHERE_API_KEY"]',
    'COHERE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://dashboard.cohere.com/api-keys' },
  references: ['https://docs.cohere.com/docs/rate-limits'],
});
