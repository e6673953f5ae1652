import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'ultralytics-api-key',
  provider: 'ultralytics',
  title: 'Ultralytics API key',
  description: 'Reads and writes the models of its user.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['ultralytics'], secret: /[0-9a-f]{42}/, alphabet: 'hex', run: 42, longest: 42 }),
  minEntropyBits: 2.8,
  sample: { prefix: '', alphabet: 'hex-lower', length: 42, name: 'ULTRALYTICS_API_KEY', place: 'name' },
  truePositives: ['ULTRALYTICS_API_KEY={token}', '"ULTRALYTICS_API_KEY": "{token}"'],
  trueNegatives: [
    'ULTRALYTICS_API_KEY="your_api_key_here"',
    'ULTRALYTICS_API_KEY=${ULTRALYTICS_API_KEY}',
    'os.environ["ULTRALYTICS_API_KEY"]',
    'ULTRALYTICS_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://hub.ultralytics.com/settings' },
  references: ['https://docs.ultralytics.com/hub/'],
});
