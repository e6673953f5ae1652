import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'anyscale-token',
  provider: 'anyscale',
  title: 'Anyscale credential',
  description: 'Acts as its user on Anyscale. A signature and what it signs, some 235 characters in those that were seen.',
  severity: 'high',
  confidence: 'high',
  literals: ['aph0_'],
  pattern: /(?<secret>aph0_[A-Za-z0-9_-]{120,500})(?![A-Za-z0-9_-])/,
  minRun: 64,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 505,
  minEntropyBits: 5,
  sample: { prefix: 'aph0_', alphabet: 'base64url', length: 235, name: 'ANYSCALE_CLI_TOKEN' },
  truePositives: ['ANYSCALE_CLI_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.ANYSCALE_CLI_TOKEN', '${{ secrets.ANYSCALE_CLI_TOKEN }}', `aph0_${'x'.repeat(235)}`, 'aph0_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://console.anyscale.com/credentials' },
  references: ['https://docs.anyscale.com/auth/api-keys'],
});
