import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'sentry-org-token',
  provider: 'sentry',
  title: 'Sentry organization token',
  description: 'Uploads releases and source maps of an organization.',
  severity: 'high',
  confidence: 'high',
  literals: ['sntrys_eyJ'],
  pattern: /(?<secret>sntrys_eyJ[A-Za-z0-9+/]{40,400}={0,2}_[A-Za-z0-9+/]{43})(?![A-Za-z0-9+/])/,
  minRun: 40,
  alphabet: 'base64',
  left: 'escape-aware',
  maxLength: 456,
  minEntropyBits: 5.3,
  sample: { prefix: 'sntrys_eyJ', alphabet: 'base64', length: 150, tail: '_{base64:43}', name: 'SENTRY_AUTH_TOKEN' },
  truePositives: ['SENTRY_AUTH_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.SENTRY_AUTH_TOKEN',
    '${{ secrets.SENTRY_AUTH_TOKEN }}',
    'sntrys_eyJxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sntrys_eyJyour_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://sentry.io/settings/auth-tokens/' },
  references: ['https://docs.sentry.io/account/auth-tokens/'],
});
