import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-personal-access-token',
  provider: 'gitlab',
  title: 'GitLab access token',
  description: 'Acts as a user, project or group within its scopes.',
  severity: 'critical',
  confidence: 'high',
  literals: ['glpat-'],
  pattern: /(?<secret>glpat-[A-Za-z0-9_-]{20})(?![A-Za-z0-9_-])/,
  minRun: 20,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 26,
  minEntropyBits: 3,
  sample: { prefix: 'glpat-', alphabet: 'base64url', length: 20, name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITLAB_TOKEN', '${{ secrets.GITLAB_TOKEN }}', 'glpat-xxxxxxxxxxxxxxxxxxxx', 'glpat-your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://gitlab.com/-/user_settings/personal_access_tokens' },
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes'],
});
