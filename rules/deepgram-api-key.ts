import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'deepgram-api-key',
  provider: 'deepgram',
  title: 'Deepgram API key',
  description: 'Transcribes at the cost of its project.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['deepgram'], secret: /[0-9a-f]{40}/, alphabet: 'hex', run: 40, longest: 40 }),
  minEntropyBits: 2.9,
  sample: { prefix: '', alphabet: 'hex-lower', length: 40, name: 'DEEPGRAM_API_KEY', place: 'name' },
  truePositives: ['DEEPGRAM_API_KEY={token}', '"DEEPGRAM_API_KEY": "{token}"'],
  trueNegatives: [
    'DEEPGRAM_API_KEY="your_api_key_here"',
    'DEEPGRAM_API_KEY=${DEEPGRAM_API_KEY}',
    'os.environ["DEEPGRAM_API_KEY"]',
    'DEEPGRAM_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://console.deepgram.com' },
  references: ['https://developers.deepgram.com/docs/create-additional-api-keys'],
});
