import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'fireworks-api-key',
  provider: 'fireworks',
  title: 'Fireworks AI API key',
  description: 'Calls the API at the cost of its account.',
  severity: 'high',
  confidence: 'medium',
  literals: ['fw_'],
  pattern: /(?<secret>fw_[A-Za-z0-9]{22,24})(?![A-Za-z0-9])/,
  minRun: 22,
  alphabet: 'base62',
  left: 'strict',
  maxLength: 27,
  minEntropyBits: 3.2,
  sample: { prefix: 'fw_', alphabet: 'base62', length: 24, name: 'FIREWORKS_API_KEY' },
  truePositives: ['FIREWORKS_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.FIREWORKS_API_KEY', '${{ secrets.FIREWORKS_API_KEY }}', 'fw_xxxxxxxxxxxxxxxxxxxxxxxx', 'fw_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.fireworks.ai/settings/users/api-keys' },
  references: ['https://docs.fireworks.ai/getting-started/quickstart'],
});
