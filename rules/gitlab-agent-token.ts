import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-agent-token',
  provider: 'gitlab',
  title: 'GitLab agent token',
  description: 'Connects a Kubernetes cluster.',
  severity: 'high',
  confidence: 'high',
  literals: ['glagent-'],
  pattern: /(?<secret>glagent-[A-Za-z0-9_-]{50})(?![A-Za-z0-9_-])/,
  minRun: 50,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 58,
  minEntropyBits: 4.2,
  sample: { prefix: 'glagent-', alphabet: 'base64url', length: 50, name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.GITLAB_TOKEN',
    '${{ secrets.GITLAB_TOKEN }}',
    'glagent-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'glagent-your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://docs.gitlab.com/user/clusters/agent/' },
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes'],
});
