import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'vast-api-key',
  provider: 'vast',
  title: 'Vast.ai API key',
  description: 'Rents machines at the cost of its account.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({
    keywords: ['vast_api', 'vastai', 'vast.ai', 'vast_ai', 'vast-ai'],
    secret: /[0-9a-f]{64}/,
    alphabet: 'hex',
    run: 64,
    longest: 64,
    secretive: true,
  }),
  minEntropyBits: 3.2,
  sample: { prefix: '', alphabet: 'hex-lower', length: 64, name: 'VAST_API_KEY', place: 'name' },
  truePositives: ['VAST_API_KEY={token}', '"VAST_API_KEY": "{token}"'],
  trueNegatives: [
    'VAST_API_KEY="your_api_key_here"',
    'VAST_API_KEY=${VAST_API_KEY}',
    'os.environ["VAST_API_KEY"]',
    'VAST_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://cloud.vast.ai/manage-keys/' },
  references: ['https://docs.vast.ai/api-reference/authentication'],
});
