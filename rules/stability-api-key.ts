import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'stability-api-key',
  provider: 'stability',
  title: 'Stability AI API key',
  description: 'Makes images at the cost of its account.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['stability', 'dreamstudio'], secret: /sk-[A-Za-z0-9]{48}/, alphabet: 'base64url', run: 51, longest: 51 }),
  minEntropyBits: 4.1,
  sample: { prefix: 'sk-', alphabet: 'base62', length: 48, name: 'STABILITY_API_KEY', place: 'name' },
  truePositives: ['STABILITY_API_KEY={token}', '"STABILITY_API_KEY": "{token}"'],
  trueNegatives: [
    'STABILITY_API_KEY="your_api_key_here"',
    'STABILITY_API_KEY=${STABILITY_API_KEY}',
    'os.environ["STABILITY_API_KEY"]',
    'STABILITY_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://platform.stability.ai/account/keys' },
  references: ['https://platform.stability.ai/docs/getting-started'],
});
