import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'perplexity-api-key',
  provider: 'perplexity',
  title: 'Perplexity API key',
  description: 'Calls the API at the cost of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['pplx-'],
  pattern: /(?<secret>pplx-[A-Za-z0-9]{48})(?![A-Za-z0-9])/,
  minRun: 48,
  alphabet: 'base62',
  left: 'strict',
  glued: true,
  maxLength: 53,
  minEntropyBits: 4.1,
  sample: { prefix: 'pplx-', alphabet: 'base62', length: 48, name: 'PERPLEXITY_API_KEY' },
  truePositives: ['PERPLEXITY_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.PERPLEXITY_API_KEY',
    '${{ secrets.PERPLEXITY_API_KEY }}',
    'pplx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'pplx-your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://www.perplexity.ai/settings/api' },
  references: ['https://docs.perplexity.ai/guides/getting-started'],
});
