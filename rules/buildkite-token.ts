import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'buildkite-token',
  provider: 'buildkite',
  title: 'Buildkite user API token',
  description: 'Acts as its user within its scopes.',
  severity: 'high',
  confidence: 'high',
  literals: ['bkua_'],
  pattern: /(?<secret>bkua_[0-9a-f]{40})(?![A-Za-z0-9])/,
  minRun: 40,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 45,
  minEntropyBits: 2.8,
  sample: { prefix: 'bkua_', alphabet: 'hex-lower', length: 40, name: 'BUILDKITE_API_TOKEN' },
  truePositives: ['BUILDKITE_API_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.BUILDKITE_API_TOKEN',
    '${{ secrets.BUILDKITE_API_TOKEN }}',
    'bkua_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'bkua_your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://buildkite.com/user/api-access-tokens' },
  references: ['https://buildkite.com/docs/apis/managing-api-tokens'],
});
