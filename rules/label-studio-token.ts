import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'label-studio-token',
  provider: 'label-studio',
  title: 'Label Studio access token',
  description: 'Acts as its user.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['label_studio', 'labelstudio', 'label-studio'], secret: /[0-9a-f]{40}/, alphabet: 'hex', run: 40, longest: 40 }),
  minEntropyBits: 2.9,
  sample: { prefix: '', alphabet: 'hex-lower', length: 40, name: 'LABEL_STUDIO_API_KEY', place: 'name' },
  truePositives: ['LABEL_STUDIO_API_KEY={token}', '"LABEL_STUDIO_API_KEY": "{token}"'],
  trueNegatives: [
    'LABEL_STUDIO_API_KEY="your_api_key_here"',
    'LABEL_STUDIO_API_KEY=${LABEL_STUDIO_API_KEY}',
    'os.environ["LABEL_STUDIO_API_KEY"]',
    'LABEL_STUDIO_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://labelstud.io/guide/access_tokens' },
  references: ['https://labelstud.io/guide/access_tokens'],
});
