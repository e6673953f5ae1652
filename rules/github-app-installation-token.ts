import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'github-app-installation-token',
  provider: 'github',
  title: 'GitHub App installation token',
  description: 'Acts as an app, or as a workflow, for an hour.',
  severity: 'medium',
  confidence: 'high',
  literals: ['ghs_'],
  pattern: /(?<secret>ghs_[A-Za-z0-9]{36})(?![A-Za-z0-9])/,
  minRun: 36,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 40,
  minEntropyBits: 3.8,
  checksum: 'crc32-base62',
  sample: { prefix: 'ghs_', alphabet: 'base62', length: 36, name: 'GITHUB_TOKEN' },
  truePositives: ['GITHUB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITHUB_TOKEN', '${{ secrets.GITHUB_TOKEN }}', 'ghs_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'ghs_your_token_here'],
  remediation: { help: 'It expires within the hour; find out how it came to be written down.', url: 'https://github.com/settings/installations' },
  references: [
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats',
    'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
  ],
});
