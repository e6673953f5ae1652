import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'comet-api-key',
  provider: 'comet',
  title: 'Comet API key',
  description: 'Reads and writes the experiments of its user.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['comet'], secret: /[A-Za-z0-9]{25}/, alphabet: 'base62', run: 25, longest: 25 }),
  minEntropyBits: 3.3,
  sample: { prefix: '', alphabet: 'base62', length: 25, name: 'COMET_API_KEY', place: 'name' },
  truePositives: ['COMET_API_KEY={token}', '"COMET_API_KEY": "{token}"'],
  trueNegatives: [
    'COMET_API_KEY="your_api_key_here"',
    'COMET_API_KEY=${COMET_API_KEY}',
    'os.environ["COMET_API_KEY"]',
    'COMET_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://www.comet.com/account-settings/apiKeys' },
  references: ['https://www.comet.com/docs/v2/guides/experiment-management/configure-sdk/'],
});
