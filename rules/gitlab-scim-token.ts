import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-scim-token',
  provider: 'gitlab',
  title: 'GitLab SCIM token',
  description: 'Creates and removes users of a group.',
  severity: 'high',
  confidence: 'high',
  literals: ['glsoat-'],
  pattern: /(?<secret>glsoat-[A-Za-z0-9_-]{20})(?![A-Za-z0-9_-])/,
  minRun: 20,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 27,
  minEntropyBits: 3,
  sample: { prefix: 'glsoat-', alphabet: 'base64url', length: 20, name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITLAB_TOKEN', '${{ secrets.GITLAB_TOKEN }}', 'glsoat-xxxxxxxxxxxxxxxxxxxx', 'glsoat-your_token_here'],
  remediation: { help: 'Reset the token.', url: 'https://docs.gitlab.com/user/group/saml_sso/scim_setup/' },
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes'],
});
