import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'github-stateless-installation-token',
  provider: 'github',
  title: 'GitHub App installation token (stateless)',
  description: 'Acts as an app, or as a workflow, for an hour; the kind that holds a JWT.',
  severity: 'medium',
  confidence: 'high',
  literals: ['ghs_'],
  pattern: /(?<secret>ghs_(?:[A-Za-z0-9]{1,24}_)?eyJ[A-Za-z0-9_-]{14,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{16,1500})/,
  minRun: 17,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 8192,
  minEntropyBits: 3.5,
  sample: { prefix: 'ghs_', alphabet: 'jwt', length: 0, name: 'GITHUB_TOKEN' },
  truePositives: ['GITHUB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITHUB_TOKEN', '${{ secrets.GITHUB_TOKEN }}', 'ghs_xxxxxxxxxxxxxxxxxxxx', 'ghs_your_token_here', 'ghs_eyJ...', 'ghs_APPID_JWT'],
  remediation: { help: 'It expires within the hour; find out how it came to be written down.', url: 'https://github.com/settings/installations' },
  references: ['https://github.blog/changelog/2026-04-24-notice-about-upcoming-new-format-for-github-app-installation-tokens/'],
});
