import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'neon-api-key',
  provider: 'neon',
  title: 'Neon API key',
  description: 'Administers the databases of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['napi_'],
  pattern: /(?<secret>napi_[0-9a-z]{48,80})(?![A-Za-z0-9])/,
  minRun: 48,
  alphabet: 'base36-lower',
  left: 'escape-aware',
  maxLength: 85,
  minEntropyBits: 4,
  sample: { prefix: 'napi_', alphabet: 'base36-lower', length: 64, name: 'NEON_API_KEY' },
  truePositives: ['NEON_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.NEON_API_KEY',
    '${{ secrets.NEON_API_KEY }}',
    'napi_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'napi_your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://console.neon.tech/app/settings/api-keys' },
  references: ['https://neon.com/docs/manage/api-keys'],
});
