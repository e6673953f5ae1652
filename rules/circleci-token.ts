import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'circleci-token',
  provider: 'circleci',
  title: 'CircleCI personal token',
  description: 'Acts as its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['CCIPAT_'],
  pattern: /(?<secret>CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40})(?![A-Za-z0-9])/,
  minRun: 22,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 70,
  minEntropyBits: 3.8,
  sample: { prefix: 'CCIPAT_', alphabet: 'base62', length: 22, tail: '_{hex-lower:40}', name: 'CIRCLECI_TOKEN' },
  truePositives: ['CIRCLECI_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.CIRCLECI_TOKEN', '${{ secrets.CIRCLECI_TOKEN }}', 'CCIPAT_xxxxxxxxxxxxxxxxxxxxxx', 'CCIPAT_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://app.circleci.com/settings/user/tokens' },
  references: ['https://circleci.com/docs/managing-api-tokens/'],
});
