import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'render-api-key',
  provider: 'render',
  title: 'Render API key',
  description: 'Acts as its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['rnd_'],
  pattern: /(?<secret>rnd_(?:[A-Za-z0-9]{28}|[A-Za-z0-9]{32}))(?![A-Za-z0-9])/,
  minRun: 28,
  alphabet: 'base62',
  left: 'strict',
  maxLength: 36,
  minEntropyBits: 3.4,
  sample: { prefix: 'rnd_', alphabet: 'base62', length: 28, name: 'RENDER_API_KEY' },
  truePositives: ['RENDER_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.RENDER_API_KEY', '${{ secrets.RENDER_API_KEY }}', 'rnd_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'rnd_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://dashboard.render.com/u/settings#api-keys' },
  references: ['https://render.com/docs/api'],
});
