import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'together-api-key',
  provider: 'together',
  title: 'Together AI API key',
  description: 'Calls the API at the cost of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['tgp_v1_'],
  pattern: /(?<secret>tgp_v1_[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/,
  minRun: 43,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 50,
  minEntropyBits: 4,
  sample: { prefix: 'tgp_v1_', alphabet: 'base64url', length: 43, name: 'TOGETHER_API_KEY' },
  truePositives: ['TOGETHER_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.TOGETHER_API_KEY',
    '${{ secrets.TOGETHER_API_KEY }}',
    'tgp_v1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'tgp_v1_your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://api.together.ai/settings/api-keys' },
  references: ['https://docs.together.ai/docs/quickstart'],
});
