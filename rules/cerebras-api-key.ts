import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'cerebras-api-key',
  provider: 'cerebras',
  title: 'Cerebras API key',
  description: 'Calls the API at the cost of its organization.',
  severity: 'high',
  confidence: 'high',
  literals: ['csk-'],
  pattern: /(?<secret>csk-[0-9a-z]{48})(?![A-Za-z0-9])/,
  minRun: 48,
  alphabet: 'base36-lower',
  left: 'strict',
  glued: true,
  maxLength: 52,
  minEntropyBits: 3.7,
  sample: { prefix: 'csk-', alphabet: 'base36-lower', length: 48, name: 'CEREBRAS_API_KEY' },
  truePositives: ['CEREBRAS_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.CEREBRAS_API_KEY',
    '${{ secrets.CEREBRAS_API_KEY }}',
    'csk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'csk-your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://cloud.cerebras.ai' },
  references: ['https://inference-docs.cerebras.ai/quickstart'],
});
