import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'coreweave-api-token',
  provider: 'coreweave',
  title: 'CoreWeave API access token',
  description: 'Acts in the cloud console as its user. The format is not documented: known by its name.',
  severity: 'high',
  confidence: 'low',
  ...assigned({ keywords: ['coreweave'], secret: /[A-Za-z0-9_-]{32,80}/, alphabet: 'base64url', run: 32, longest: 80 }),
  minEntropyBits: 3.8,
  sample: { prefix: '', alphabet: 'base64url', length: 43, name: 'COREWEAVE_API_TOKEN', place: 'name' },
  truePositives: ['COREWEAVE_API_TOKEN={token}', '"COREWEAVE_API_TOKEN": "{token}"'],
  trueNegatives: [
    'COREWEAVE_API_TOKEN="your_api_key_here"',
    'COREWEAVE_API_TOKEN=${COREWEAVE_API_TOKEN}',
    'os.environ["COREWEAVE_API_TOKEN"]',
    'COREWEAVE_API_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://console.coreweave.com/tokens' },
  references: ['https://docs.coreweave.com/products/storage/object-storage/auth-access/create-access-tokens'],
});
