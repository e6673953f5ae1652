import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'twilio-account-sid',
  provider: 'twilio',
  title: 'Twilio account SID',
  description: 'Names an account; its token is needed as well.',
  severity: 'low',
  confidence: 'medium',
  ...assigned({ keywords: ['twilio'], secret: /AC[0-9a-f]{32}/, alphabet: 'base62', run: 34, longest: 34 }),
  minEntropyBits: 2.7,
  pair: { name: 'twilio', half: 'id' },
  sample: { prefix: 'AC', alphabet: 'hex-lower', length: 32, name: 'TWILIO_ACCOUNT_SID', place: 'name' },
  truePositives: ['TWILIO_ACCOUNT_SID={token}', '"TWILIO_ACCOUNT_SID": "{token}"'],
  trueNegatives: [
    'TWILIO_ACCOUNT_SID="your_api_key_here"',
    'TWILIO_ACCOUNT_SID=${TWILIO_ACCOUNT_SID}',
    'os.environ["TWILIO_ACCOUNT_SID"]',
    'TWILIO_ACCOUNT_SID=ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Rotate the auth token.', url: 'https://console.twilio.com' },
  references: ['https://www.twilio.com/docs/glossary/what-is-a-sid'],
});
