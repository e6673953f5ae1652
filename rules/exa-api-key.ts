import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'exa-api-key',
  provider: 'exa',
  title: 'Exa API key',
  description: 'Searches at the cost of its account.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({
    keywords: ['exa_api', 'exa-api', 'exaapi', 'exa_key'],
    secret: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    alphabet: 'base64url',
    run: 36,
    longest: 36,
    secretive: true,
  }),
  minEntropyBits: 2.9,
  sample: {
    prefix: '',
    alphabet: 'hex-lower',
    length: 8,
    tail: '-{hex-lower:4}-{hex-lower:4}-{hex-lower:4}-{hex-lower:12}',
    name: 'EXA_API_KEY',
    place: 'name',
  },
  truePositives: ['EXA_API_KEY={token}', '"EXA_API_KEY": "{token}"'],
  trueNegatives: ['EXA_API_KEY="your_api_key_here"', 'EXA_API_KEY=${EXA_API_KEY}', 'os.environ["EXA_API_KEY"]', 'EXA_API_KEY=xxxxxxxx'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://dashboard.exa.ai/api-keys' },
  references: ['https://docs.exa.ai/reference/getting-started'],
});
