import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'linear-api-key',
  provider: 'linear',
  title: 'Linear API key',
  description: 'Acts as its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['lin_api_'],
  pattern: /(?<secret>lin_api_[A-Za-z0-9]{40})(?![A-Za-z0-9])/,
  minRun: 40,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 48,
  minEntropyBits: 3.8,
  sample: { prefix: 'lin_api_', alphabet: 'base62', length: 40, name: 'LINEAR_API_KEY' },
  truePositives: ['LINEAR_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.LINEAR_API_KEY', '${{ secrets.LINEAR_API_KEY }}', 'lin_api_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'lin_api_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://linear.app/settings/account/security' },
  references: ['https://linear.app/developers/graphql'],
});
