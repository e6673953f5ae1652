import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'vercel-gateway-key',
  provider: 'vercel',
  title: 'Vercel AI Gateway key',
  description: 'Calls models at the cost of its team.',
  severity: 'high',
  confidence: 'high',
  literals: ['vck_'],
  pattern: /(?<secret>vck_[A-Za-z0-9_-]{56})(?![A-Za-z0-9_-])/,
  minRun: 56,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 60,
  minEntropyBits: 4.3,
  sample: { prefix: 'vck_', alphabet: 'base64url', length: 56, name: 'AI_GATEWAY_API_KEY' },
  truePositives: ['AI_GATEWAY_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.AI_GATEWAY_API_KEY',
    '${{ secrets.AI_GATEWAY_API_KEY }}',
    'vck_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'vck_your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://vercel.com/dashboard' },
  references: ['https://vercel.com/docs/ai-gateway/authentication'],
});
