import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'github-oauth-token',
  provider: 'github',
  title: 'GitHub OAuth token',
  description: 'What `gh auth login` and OAuth apps get: acts as the user.',
  severity: 'critical',
  confidence: 'high',
  literals: ['gho_'],
  pattern: /(?<secret>gho_[A-Za-z0-9]{36})(?![A-Za-z0-9])/,
  minRun: 36,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 40,
  minEntropyBits: 3.8,
  checksum: 'crc32-base62',
  sample: { prefix: 'gho_', alphabet: 'base62', length: 36, name: 'GITHUB_TOKEN' },
  truePositives: ['GITHUB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITHUB_TOKEN', '${{ secrets.GITHUB_TOKEN }}', 'gho_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'gho_your_token_here'],
  remediation: { help: 'Revoke the application, or `gh auth logout`.', url: 'https://github.com/settings/applications' },
  references: [
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats',
    'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
  ],
});
