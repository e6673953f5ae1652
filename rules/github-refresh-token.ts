import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'github-refresh-token',
  provider: 'github',
  title: 'GitHub App refresh token',
  description: 'Issues new user tokens for six months.',
  severity: 'high',
  confidence: 'high',
  literals: ['ghr_'],
  pattern: /(?<secret>ghr_[A-Za-z0-9]{36,76})(?![A-Za-z0-9])/,
  minRun: 36,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 80,
  minEntropyBits: 3.8,
  checksum: 'crc32-base62',
  sample: { prefix: 'ghr_', alphabet: 'base62', length: 36, name: 'GITHUB_TOKEN' },
  truePositives: ['GITHUB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITHUB_TOKEN', '${{ secrets.GITHUB_TOKEN }}', 'ghr_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'ghr_your_token_here'],
  remediation: { help: 'Revoke the app.', url: 'https://github.com/settings/apps/authorizations' },
  references: [
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats',
    'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
  ],
});
