import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-trigger-token',
  provider: 'gitlab',
  title: 'GitLab pipeline trigger token',
  description: 'Starts pipelines.',
  severity: 'medium',
  confidence: 'high',
  literals: ['glptt-'],
  pattern: /(?<secret>glptt-[A-Za-z0-9_-]{40})(?![A-Za-z0-9_-])/,
  minRun: 40,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 46,
  minEntropyBits: 3.9,
  sample: { prefix: 'glptt-', alphabet: 'base64url', length: 40, name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITLAB_TOKEN', '${{ secrets.GITLAB_TOKEN }}', 'glptt-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'glptt-your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://docs.gitlab.com/ci/triggers/' },
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes'],
});
