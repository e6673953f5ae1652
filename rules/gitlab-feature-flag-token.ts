import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-feature-flag-token',
  provider: 'gitlab',
  title: 'GitLab feature flag client token',
  description: 'Reads feature flags.',
  severity: 'low',
  confidence: 'high',
  literals: ['glffct-'],
  pattern: /(?<secret>glffct-[A-Za-z0-9_-]{20})(?![A-Za-z0-9_-])/,
  minRun: 20,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 27,
  minEntropyBits: 3.1,
  sample: { prefix: 'glffct-', alphabet: 'base64url', length: 20, name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITLAB_TOKEN', '${{ secrets.GITLAB_TOKEN }}', 'glffct-xxxxxxxxxxxxxxxxxxxx', 'glffct-your_token_here'],
  remediation: { help: 'Reset the token.', url: 'https://docs.gitlab.com/operations/feature_flags/' },
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes'],
});
