import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'civitai-api-key',
  provider: 'civitai',
  title: 'Civitai API key',
  description: 'Downloads, and uploads, as its user.',
  severity: 'medium',
  confidence: 'medium',
  ...assigned({ keywords: ['civitai'], secret: /[0-9a-f]{32}/, alphabet: 'hex', run: 32, longest: 32 }),
  minEntropyBits: 2.7,
  sample: { prefix: '', alphabet: 'hex-lower', length: 32, name: 'CIVITAI_API_KEY', place: 'name' },
  truePositives: ['CIVITAI_API_KEY={token}', '"CIVITAI_API_KEY": "{token}"'],
  trueNegatives: [
    'CIVITAI_API_KEY="your_api_key_here"',
    'CIVITAI_API_KEY=${CIVITAI_API_KEY}',
    'os.environ["CIVITAI_API_KEY"]',
    'CIVITAI_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://civitai.com/user/account' },
  references: ['https://developer.civitai.com/docs/api/public-rest'],
});
