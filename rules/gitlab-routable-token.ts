import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-routable-token',
  provider: 'gitlab',
  title: 'GitLab routable access token',
  description: 'Acts as a user, project, group or deployment; the kind that names its cell, and since 2025 what GitLab gives.',
  severity: 'critical',
  confidence: 'high',
  literals: ['glpat-', 'gldt-'],
  // an instance may put a name of its own in front, which the checksum covers
  pattern: /(?<secret>(?:[A-Za-z0-9_-]{1,20}-)?(?:glpat|gldt)-[A-Za-z0-9_-]{27,300}\.(?:[0-9a-z]{2}\.)?[0-9a-z]{9})(?![A-Za-z0-9])/,
  lead: 21,
  bounded: true,
  checksum: 'crc32-base36',
  minRun: 27,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 340,
  minEntropyBits: 4.3,
  sample: { prefix: 'glpat-', alphabet: 'base64url', length: 46, tail: '.01.{base36-lower:9}', name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GITLAB_TOKEN', '${{ secrets.GITLAB_TOKEN }}', 'glpat-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'glpat-your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://gitlab.com/-/user_settings/personal_access_tokens' },
  references: [
    'https://docs.gitlab.com/security/tokens/#token-prefixes',
    'https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/',
  ],
});
