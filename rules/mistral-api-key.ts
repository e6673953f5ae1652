import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'mistral-api-key',
  provider: 'mistral',
  title: 'Mistral API key',
  description: 'Calls the API at the cost of its workspace.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['mistral'], secret: /[A-Za-z0-9]{32}/, alphabet: 'base62', run: 32, longest: 32 }),
  minEntropyBits: 3.6,
  sample: { prefix: '', alphabet: 'base62', length: 32, name: 'MISTRAL_API_KEY', place: 'name' },
  truePositives: ['MISTRAL_API_KEY={token}', '"MISTRAL_API_KEY": "{token}"'],
  trueNegatives: [
    'MISTRAL_API_KEY="your_api_key_here"',
    'MISTRAL_API_KEY=${MISTRAL_API_KEY}',
    'os.environ["MISTRAL_API_KEY"]',
    'MISTRAL_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://console.mistral.ai/api-keys' },
  references: ['https://docs.mistral.ai/getting-started/quickstart/'],
});
