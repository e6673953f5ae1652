import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'posthog-personal-key',
  provider: 'posthog',
  title: 'PostHog personal API key',
  description: 'Reads and writes projects as its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['phx_'],
  pattern: /(?<secret>phx_[A-Za-z0-9]{43,52})(?![A-Za-z0-9])/,
  minRun: 43,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 56,
  minEntropyBits: 4.1,
  sample: { prefix: 'phx_', alphabet: 'base62', length: 47, name: 'POSTHOG_API_KEY' },
  truePositives: ['POSTHOG_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.POSTHOG_API_KEY',
    '${{ secrets.POSTHOG_API_KEY }}',
    'phx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'phx_your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://us.posthog.com/settings/user-api-keys' },
  references: ['https://posthog.com/docs/api'],
});
