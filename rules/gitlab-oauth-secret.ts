import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-oauth-secret',
  provider: 'gitlab',
  title: 'GitLab OAuth application secret',
  description: 'Authenticates an OAuth application.',
  severity: 'high',
  confidence: 'high',
  literals: ['gloas-'],
  pattern: /(?<secret>gloas-[A-Za-z0-9_-]{64})(?![A-Za-z0-9_-])/,
  minRun: 64,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 70,
  minEntropyBits: 4.4,
  sample: { prefix: 'gloas-', alphabet: 'base64url', length: 64, name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.GITLAB_TOKEN',
    '${{ secrets.GITLAB_TOKEN }}',
    'gloas-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'gloas-your_token_here',
  ],
  remediation: { help: 'Renew the secret of the application.', url: 'https://docs.gitlab.com/integration/oauth_provider/' },
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes'],
});
