import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'twilio-auth-token',
  provider: 'twilio',
  title: 'Twilio auth token',
  description: 'Acts as the account: sends messages and calls at its cost.',
  severity: 'critical',
  confidence: 'medium',
  ...assigned({ keywords: ['twilio'], secret: /[0-9a-f]{32}/, alphabet: 'hex', run: 32, longest: 32 }),
  minEntropyBits: 2.6,
  pair: { name: 'twilio', half: 'secret' },
  sample: { prefix: '', alphabet: 'hex-lower', length: 32, name: 'TWILIO_AUTH_TOKEN', place: 'name' },
  truePositives: ['TWILIO_AUTH_TOKEN={token}', '"TWILIO_AUTH_TOKEN": "{token}"'],
  trueNegatives: [
    'TWILIO_AUTH_TOKEN="your_api_key_here"',
    'TWILIO_AUTH_TOKEN=${TWILIO_AUTH_TOKEN}',
    'os.environ["TWILIO_AUTH_TOKEN"]',
    'TWILIO_AUTH_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Promote the secondary token.', url: 'https://console.twilio.com' },
  references: ['https://www.twilio.com/docs/iam/api/authtoken'],
});
