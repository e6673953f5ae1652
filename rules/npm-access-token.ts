import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'npm-access-token',
  provider: 'npm',
  title: 'npm access token',
  description: 'Publishes, or reads, packages as its user.',
  severity: 'critical',
  confidence: 'high',
  literals: ['npm_'],
  pattern: /(?<secret>npm_[A-Za-z0-9]{36})(?![A-Za-z0-9])/,
  minRun: 36,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 40,
  minEntropyBits: 3.7,
  checksum: 'crc32-base62',
  sample: { prefix: 'npm_', alphabet: 'base62', length: 36, name: 'NPM_TOKEN' },
  truePositives: ['NPM_TOKEN={token}', 'client = Client("{token}")', '//registry.example/:_authToken={token}'],
  trueNegatives: ['process.env.NPM_TOKEN', '${{ secrets.NPM_TOKEN }}', 'npm_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'npm_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://www.npmjs.com/settings/~/tokens' },
  references: ['https://docs.npmjs.com/about-access-tokens', 'https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/'],
});
