import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'openrouter-api-key',
  provider: 'openrouter',
  title: 'OpenRouter API key',
  description: 'Calls models at the cost of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['sk-or-v1-'],
  pattern: /(?<secret>sk-or-v1-[0-9a-f]{64})(?![A-Za-z0-9])/,
  minRun: 64,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 73,
  minEntropyBits: 3.2,
  sample: { prefix: 'sk-or-v1-', alphabet: 'hex-lower', length: 64, name: 'OPENROUTER_API_KEY' },
  truePositives: ['OPENROUTER_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.OPENROUTER_API_KEY',
    '${{ secrets.OPENROUTER_API_KEY }}',
    'sk-or-v1-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk-or-v1-your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://openrouter.ai/settings/keys' },
  references: ['https://openrouter.ai/docs/api-reference/authentication'],
});
