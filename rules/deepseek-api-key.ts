import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'deepseek-api-key',
  provider: 'deepseek',
  title: 'DeepSeek API key',
  description: 'Calls the API at the cost of its account.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['deepseek'], secret: /sk-[0-9a-f]{32}/, alphabet: 'base64url', run: 35, longest: 35 }),
  minEntropyBits: 2.6,
  sample: { prefix: 'sk-', alphabet: 'hex-lower', length: 32, name: 'DEEPSEEK_API_KEY', place: 'name' },
  truePositives: ['DEEPSEEK_API_KEY={token}', '"DEEPSEEK_API_KEY": "{token}"'],
  trueNegatives: [
    'DEEPSEEK_API_KEY="your_api_key_here"',
    'DEEPSEEK_API_KEY=${DEEPSEEK_API_KEY}',
    'os.environ["DEEPSEEK_API_KEY"]',
    'DEEPSEEK_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://platform.deepseek.com/api_keys' },
  references: ['https://api-docs.deepseek.com/'],
});
