import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'mailgun-api-key',
  provider: 'mailgun',
  title: 'Mailgun API key',
  description: 'Sends mail in the name of a domain.',
  severity: 'high',
  confidence: 'medium',
  literals: ['key-'],
  pattern: /(?<secret>key-[0-9a-f]{32})(?![A-Za-z0-9])/,
  minRun: 32,
  alphabet: 'hex-lower',
  left: 'strict',
  maxLength: 36,
  minEntropyBits: 2.7,
  sample: { prefix: 'key-', alphabet: 'hex-lower', length: 32, name: 'MAILGUN_API_KEY' },
  truePositives: ['MAILGUN_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.MAILGUN_API_KEY', '${{ secrets.MAILGUN_API_KEY }}', 'key-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'key-your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.mailgun.com/settings/api_security' },
  references: ['https://documentation.mailgun.com/docs/mailgun/api-reference/mg-auth'],
});
