import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'e2b-api-key',
  provider: 'e2b',
  title: 'E2B API key',
  description: 'Starts sandboxes at the cost of its team.',
  severity: 'high',
  confidence: 'high',
  literals: ['e2b_'],
  pattern: /(?<secret>e2b_[0-9a-f]{40})(?![A-Za-z0-9])/,
  minRun: 40,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 44,
  minEntropyBits: 2.9,
  sample: { prefix: 'e2b_', alphabet: 'hex-lower', length: 40, name: 'E2B_API_KEY' },
  truePositives: ['E2B_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.E2B_API_KEY', '${{ secrets.E2B_API_KEY }}', 'e2b_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'e2b_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://e2b.dev/dashboard?tab=keys' },
  references: ['https://e2b.dev/docs/api-key'],
});
