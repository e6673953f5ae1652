import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-deploy-token',
  provider: 'gitlab',
  title: 'GitLab deploy token',
  description: 'Reads repositories, packages and images of a project or group.',
  severity: 'high',
  confidence: 'high',
  literals: ['gldt-'],
  pattern: /(?<secret>gldt-[A-Za-z0-9_-]{20})(?![A-Za-z0-9_-])/,
  minRun: 20,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 25,
  minEntropyBits: 2.9,
  sample: { prefix: 'gldt-', alphabet: 'base64url', length: 20, name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITLAB_TOKEN', '${{ secrets.GITLAB_TOKEN }}', 'gldt-xxxxxxxxxxxxxxxxxxxx', 'gldt-your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://docs.gitlab.com/user/project/deploy_tokens/' },
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes'],
});
