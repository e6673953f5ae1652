import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'docker-organization-token',
  provider: 'docker',
  title: 'Docker Hub organization access token',
  description: 'Pulls and pushes images of an organization.',
  severity: 'high',
  confidence: 'high',
  literals: ['dckr_oat_'],
  pattern: /(?<secret>dckr_oat_[A-Za-z0-9_-]{27,64})(?![A-Za-z0-9_-])/,
  minRun: 27,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 73,
  minEntropyBits: 3.6,
  sample: { prefix: 'dckr_oat_', alphabet: 'base64url', length: 32, name: 'DOCKER_PASSWORD' },
  truePositives: ['DOCKER_PASSWORD={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.DOCKER_PASSWORD', '${{ secrets.DOCKER_PASSWORD }}', 'dckr_oat_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'dckr_oat_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://app.docker.com' },
  references: ['https://docs.docker.com/enterprise/security/access-tokens/'],
});
