import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'sentry-user-token',
  provider: 'sentry',
  title: 'Sentry user token',
  description: 'Acts as its user within its scopes.',
  severity: 'high',
  confidence: 'high',
  literals: ['sntryu_'],
  pattern: /(?<secret>sntryu_[0-9a-f]{64})(?![A-Za-z0-9])/,
  minRun: 64,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 71,
  minEntropyBits: 3.1,
  sample: { prefix: 'sntryu_', alphabet: 'hex-lower', length: 64, name: 'SENTRY_AUTH_TOKEN' },
  truePositives: ['SENTRY_AUTH_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.SENTRY_AUTH_TOKEN',
    '${{ secrets.SENTRY_AUTH_TOKEN }}',
    'sntryu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sntryu_your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://sentry.io/settings/account/api/auth-tokens/' },
  references: ['https://docs.sentry.io/account/auth-tokens/'],
});
