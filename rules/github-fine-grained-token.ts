import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'github-fine-grained-token',
  provider: 'github',
  title: 'GitHub fine-grained personal access token',
  description: 'Acts as the user on chosen repositories.',
  severity: 'high',
  confidence: 'high',
  literals: ['github_pat_'],
  pattern: /(?<secret>github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9])/,
  minRun: 22,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 93,
  minEntropyBits: 4.7,
  sample: { prefix: 'github_pat_', alphabet: 'base62', length: 22, tail: '_{base62:59}', name: 'GITHUB_TOKEN' },
  truePositives: ['GITHUB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITHUB_TOKEN', '${{ secrets.GITHUB_TOKEN }}', 'github_pat_xxxxxxxxxxxxxxxxxxxxxx', 'github_pat_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://github.com/settings/personal-access-tokens' },
  references: ['https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats'],
});
