import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'anthropic-api-key',
  provider: 'anthropic',
  title: 'Anthropic API key',
  description: 'Calls the API and spends for the workspace.',
  severity: 'critical',
  confidence: 'high',
  literals: ['sk-ant-api03-'],
  pattern: /(?<secret>sk-ant-api03-[A-Za-z0-9_-]{93}AA)(?![A-Za-z0-9_-])/,
  minRun: 95,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 108,
  minEntropyBits: 4.8,
  sample: { prefix: 'sk-ant-api03-', alphabet: 'base64url', length: 93, tail: 'AA', name: 'ANTHROPIC_API_KEY' },
  truePositives: ['ANTHROPIC_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.ANTHROPIC_API_KEY',
    '${{ secrets.ANTHROPIC_API_KEY }}',
    'sk-ant-api03-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk-ant-api03-your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://console.anthropic.com/settings/keys' },
  references: ['https://docs.anthropic.com/en/api/overview'],
});
