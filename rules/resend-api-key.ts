import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'resend-api-key',
  provider: 'resend',
  title: 'Resend API key',
  description: 'Sends mail in the name of a domain.',
  severity: 'high',
  confidence: 'high',
  literals: ['re_'],
  pattern: /(?<secret>re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24})(?![A-Za-z0-9])/,
  minRun: 33,
  alphabet: 'base64url',
  left: 'strict',
  maxLength: 36,
  minEntropyBits: 3.7,
  sample: { prefix: 're_', alphabet: 'base62', length: 8, tail: '_{base62:24}', name: 'RESEND_API_KEY' },
  truePositives: ['RESEND_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.RESEND_API_KEY', '${{ secrets.RESEND_API_KEY }}', 're_xxxxxxxx', 're_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://resend.com/api-keys' },
  references: ['https://resend.com/docs/dashboard/api-keys/introduction'],
});
