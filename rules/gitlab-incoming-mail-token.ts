import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-incoming-mail-token',
  provider: 'gitlab',
  title: 'GitLab incoming mail token',
  description: 'Files issues as the user by mail.',
  severity: 'medium',
  confidence: 'high',
  literals: ['glimt-'],
  pattern: /(?<secret>glimt-[A-Za-z0-9_-]{25})(?![A-Za-z0-9_-])/,
  minRun: 25,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 31,
  minEntropyBits: 3.3,
  sample: { prefix: 'glimt-', alphabet: 'base64url', length: 25, name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITLAB_TOKEN', '${{ secrets.GITLAB_TOKEN }}', 'glimt-xxxxxxxxxxxxxxxxxxxxxxxxx', 'glimt-your_token_here'],
  remediation: { help: 'Reset the token.', url: 'https://gitlab.com/-/user_settings/personal_access_tokens' },
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes'],
});
