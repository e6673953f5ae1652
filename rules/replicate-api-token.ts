import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'replicate-api-token',
  provider: 'replicate',
  title: 'Replicate API token',
  description: 'Runs models at the cost of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['r8_'],
  pattern: /(?<secret>r8_[A-Za-z0-9]{37})(?![A-Za-z0-9])/,
  minRun: 37,
  alphabet: 'base62',
  left: 'strict',
  glued: true,
  maxLength: 40,
  minEntropyBits: 3.7,
  sample: { prefix: 'r8_', alphabet: 'base62', length: 37, name: 'REPLICATE_API_TOKEN' },
  truePositives: ['REPLICATE_API_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.REPLICATE_API_TOKEN', '${{ secrets.REPLICATE_API_TOKEN }}', 'r8_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'r8_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://replicate.com/account/api-tokens' },
  references: ['https://replicate.com/docs/topics/security/api-tokens'],
});
