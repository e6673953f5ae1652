import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-runner-token',
  provider: 'gitlab',
  title: 'GitLab runner token',
  description: 'Registers a machine that receives jobs with their secrets; the kind of runner (`t1_`) stands in front since 2024.',
  severity: 'high',
  confidence: 'high',
  literals: ['glrt-', 'glrtr-'],
  pattern: /(?<secret>glrtr?-(?:t[0-9]_)?[A-Za-z0-9_-]{20})(?![A-Za-z0-9_-])/,
  minRun: 20,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 32,
  minEntropyBits: 3,
  sample: { prefix: 'glrt-', alphabet: 'base64url', length: 20, name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'gitlab-runner register --token {token}'],
  trueNegatives: ['process.env.GITLAB_TOKEN', '${{ secrets.GITLAB_TOKEN }}', 'glrt-xxxxxxxxxxxxxxxxxxxx', 'glrt-your_token_here'],
  remediation: { help: 'Reset the token of the runner.', url: 'https://docs.gitlab.com/ci/runners/' },
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes', 'https://gitlab.com/gitlab-org/gitlab/-/merge_requests/168017'],
});
