import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'gitlab-routable-runner-token',
  provider: 'gitlab',
  title: 'GitLab routable runner token',
  description: 'Registers a machine that receives jobs with their secrets; the kind that names its cell.',
  severity: 'high',
  confidence: 'high',
  literals: ['glrt-', 'glrtr-'],
  // an instance may put a name of its own in front; the checksum covers it, and the kind of runner (`t1_`) that stood there for some months
  pattern: /(?<secret>(?:[A-Za-z0-9_-]{1,20}-)?glrtr?-(?:t[0-9]_)?[A-Za-z0-9_-]{27,300}\.(?:[0-9a-z]{2}\.)?[0-9a-z]{9})(?![A-Za-z0-9])/,
  lead: 21,
  bounded: true,
  checksum: 'crc32-base36',
  minRun: 27,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 340,
  minEntropyBits: 4.3,
  sample: { prefix: 'glrt-', alphabet: 'base64url', length: 46, tail: '.01.{base36-lower:9}', name: 'GITLAB_TOKEN' },
  truePositives: ['GITLAB_TOKEN={token}', 'gitlab-runner register --token {token}'],
  trueNegatives: ['process.env.GITLAB_TOKEN', '${{ secrets.GITLAB_TOKEN }}', 'glrt-xxxxxxxxxxxxxxxxxxxxxxxxxxx.01.xxxxxxxxx', 'glrt-your_token_here'],
  remediation: { help: 'Reset the token of the runner.', url: 'https://docs.gitlab.com/ci/runners/' },
  references: [
    'https://docs.gitlab.com/security/tokens/#token-prefixes',
    'https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/authn/token_field/generator/routable_token.rb',
    'https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/',
  ],
});
