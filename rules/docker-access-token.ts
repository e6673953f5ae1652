import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'docker-access-token',
  provider: 'docker',
  title: 'Docker Hub personal access token',
  description: 'Pulls and pushes images as its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['dckr_pat_'],
  pattern: /(?<secret>dckr_pat_[A-Za-z0-9_-]{27})(?![A-Za-z0-9_-])/,
  minRun: 27,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 36,
  minEntropyBits: 3.4,
  sample: { prefix: 'dckr_pat_', alphabet: 'base64url', length: 27, name: 'DOCKER_PASSWORD' },
  truePositives: ['DOCKER_PASSWORD={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.DOCKER_PASSWORD', '${{ secrets.DOCKER_PASSWORD }}', 'dckr_pat_xxxxxxxxxxxxxxxxxxxxxxxxxxx', 'dckr_pat_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://app.docker.com/settings/personal-access-tokens' },
  references: ['https://docs.docker.com/security/access-tokens/'],
});
