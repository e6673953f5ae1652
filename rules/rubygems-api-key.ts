import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'rubygems-api-key',
  provider: 'rubygems',
  title: 'RubyGems API key',
  description: 'Publishes gems as its user.',
  severity: 'critical',
  confidence: 'high',
  literals: ['rubygems_'],
  pattern: /(?<secret>rubygems_[0-9a-f]{48})(?![A-Za-z0-9])/,
  minRun: 48,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 57,
  minEntropyBits: 2.9,
  sample: { prefix: 'rubygems_', alphabet: 'hex-lower', length: 48, name: 'GEM_HOST_API_KEY' },
  truePositives: ['GEM_HOST_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.GEM_HOST_API_KEY',
    '${{ secrets.GEM_HOST_API_KEY }}',
    'rubygems_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'rubygems_your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://rubygems.org/profile/api_keys' },
  references: ['https://guides.rubygems.org/api-key-scopes/'],
});
