import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'xai-api-key',
  provider: 'xai',
  title: 'xAI API key',
  description: 'Calls the API at the cost of its team.',
  severity: 'high',
  confidence: 'high',
  literals: ['xai-'],
  pattern: /(?<secret>xai-[A-Za-z0-9_-]{70,120})(?![A-Za-z0-9_-])/,
  minRun: 70,
  alphabet: 'base64url',
  left: 'strict',
  glued: true,
  maxLength: 124,
  minEntropyBits: 4.6,
  sample: { prefix: 'xai-', alphabet: 'base64url', length: 80, name: 'XAI_API_KEY' },
  truePositives: ['XAI_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.XAI_API_KEY',
    '${{ secrets.XAI_API_KEY }}',
    'xai-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'xai-your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://console.x.ai' },
  references: ['https://docs.x.ai/docs/overview'],
});
