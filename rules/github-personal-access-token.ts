import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'github-personal-access-token',
  provider: 'github',
  title: 'GitHub personal access token (classic)',
  description: 'Acts as the user within its scopes.',
  severity: 'critical',
  confidence: 'high',
  literals: ['ghp_'],
  pattern: /(?<secret>ghp_[A-Za-z0-9]{36})(?![A-Za-z0-9])/,
  minRun: 36,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 40,
  minEntropyBits: 3.8,
  checksum: 'crc32-base62',
  sample: { prefix: 'ghp_', alphabet: 'base62', length: 36, name: 'GITHUB_TOKEN' },
  truePositives: ['GITHUB_TOKEN={token}', 'client = Client("{token}")', 'git clone https://{token}@github.com/acme/model'],
  trueNegatives: ['process.env.GITHUB_TOKEN', '${{ secrets.GITHUB_TOKEN }}', 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'ghp_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://github.com/settings/tokens' },
  references: [
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats',
    'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
  ],
});
