import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'sendgrid-api-key',
  provider: 'sendgrid',
  title: 'SendGrid API key',
  description: 'Sends mail in the name of an account.',
  severity: 'high',
  confidence: 'high',
  literals: ['SG.'],
  pattern: /(?<secret>SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/,
  minRun: 22,
  alphabet: 'base64url',
  left: 'strict',
  glued: true,
  maxLength: 69,
  minEntropyBits: 4.5,
  sample: { prefix: 'SG.', alphabet: 'base64url', length: 22, tail: '.{base64url:43}', name: 'SENDGRID_API_KEY' },
  truePositives: ['SENDGRID_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SENDGRID_API_KEY', '${{ secrets.SENDGRID_API_KEY }}', 'SG.xxxxxxxxxxxxxxxxxxxxxx', 'SG.your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.sendgrid.com/settings/api_keys' },
  references: ['https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys'],
});
