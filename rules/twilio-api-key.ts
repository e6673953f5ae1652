import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'twilio-api-key',
  provider: 'twilio',
  title: 'Twilio API key SID',
  description: 'Names an API key; its secret is needed as well.',
  severity: 'medium',
  confidence: 'medium',
  ...assigned({ keywords: ['twilio'], secret: /SK[0-9a-f]{32}/, alphabet: 'base62', run: 34, longest: 34 }),
  minEntropyBits: 2.6,
  sample: { prefix: 'SK', alphabet: 'hex-lower', length: 32, name: 'TWILIO_API_KEY', place: 'name' },
  truePositives: ['TWILIO_API_KEY={token}', '"TWILIO_API_KEY": "{token}"'],
  trueNegatives: [
    'TWILIO_API_KEY="your_api_key_here"',
    'TWILIO_API_KEY=${TWILIO_API_KEY}',
    'os.environ["TWILIO_API_KEY"]',
    'TWILIO_API_KEY=SKxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://console.twilio.com' },
  references: ['https://www.twilio.com/docs/iam/api-keys'],
});
