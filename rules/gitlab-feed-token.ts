import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-feed-token',
  provider: 'gitlab',
  title: 'GitLab feed token',
  description: 'Reads the feeds and calendars of a user.',
  severity: 'medium',
  confidence: 'high',
  literals: ['glft-'],
  pattern: /(?<secret>glft-[A-Za-z0-9_-]{20})(?![A-Za-z0-9_-])/,
  minRun: 20,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 25,
  minEntropyBits: 2.8,
  sample: { prefix: 'glft-', alphabet: 'base64url', length: 20, name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITLAB_TOKEN', '${{ secrets.GITLAB_TOKEN }}', 'glft-xxxxxxxxxxxxxxxxxxxx', 'glft-your_token_here'],
  remediation: { help: 'Reset the token.', url: 'https://gitlab.com/-/user_settings/personal_access_tokens' },
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes'],
});
