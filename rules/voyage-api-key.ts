import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'voyage-api-key',
  provider: 'voyage',
  title: 'Voyage AI API key',
  description: 'Calls the API at the cost of its account.',
  severity: 'high',
  confidence: 'medium',
  literals: ['pa-'],
  pattern: /(?<secret>pa-[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/,
  minRun: 43,
  alphabet: 'base64url',
  left: 'strict',
  maxLength: 46,
  minEntropyBits: 4,
  sample: { prefix: 'pa-', alphabet: 'base64url', length: 43, name: 'VOYAGE_API_KEY' },
  truePositives: ['VOYAGE_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.VOYAGE_API_KEY', '${{ secrets.VOYAGE_API_KEY }}', 'pa-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'pa-your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://dashboard.voyageai.com' },
  references: ['https://docs.voyageai.com/docs/api-key-and-installation'],
});
