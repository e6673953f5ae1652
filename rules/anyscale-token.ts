import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'anyscale-token',
  provider: 'anyscale',
  title: 'Anyscale credential',
  description: 'Acts as its user on Anyscale.',
  severity: 'high',
  confidence: 'high',
  literals: ['aph0_'],
  pattern: /(?<secret>aph0_[A-Za-z0-9_-]{40,120})(?![A-Za-z0-9_-])/,
  minRun: 40,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 125,
  minEntropyBits: 4.6,
  sample: { prefix: 'aph0_', alphabet: 'base64url', length: 80, name: 'ANYSCALE_CLI_TOKEN' },
  truePositives: ['ANYSCALE_CLI_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.ANYSCALE_CLI_TOKEN',
    '${{ secrets.ANYSCALE_CLI_TOKEN }}',
    'aph0_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'aph0_your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://console.anyscale.com/credentials' },
  references: ['https://docs.anyscale.com/'],
});
