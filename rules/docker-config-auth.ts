import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'docker-config-auth',
  provider: 'docker',
  title: 'Docker registry login',
  description: 'User and password of a registry, as `docker login` keeps them in `config.json`.',
  severity: 'high',
  confidence: 'medium',
  literals: ['"auth"'],
  pattern: /"auth"\s{0,4}:\s{0,4}"(?<secret>[A-Za-z0-9+/]{20,400}={0,2})"/,
  minRun: 20,
  maxGap: 12,
  alphabet: 'base64',
  left: 'any',
  maxLength: 430,
  minEntropyBits: 4.1,
  sample: { prefix: '', alphabet: 'base64', length: 44, tail: '==', name: 'auth', place: 'own' },
  truePositives: ['{"auths": {"https://index.docker.io/v1/": {"auth": "{token}"}}}', '{"auths":{"ghcr.io":{"auth":"{token}"}}}'],
  trueNegatives: ['{"auth": ""}', '{"auth": "basic"}', '"auth": "${DOCKER_AUTH}"'],
  remediation: {
    help: 'Change the password, then log in with a credential helper.',
    url: 'https://docs.docker.com/reference/cli/docker/login/#credential-stores',
  },
  references: ['https://docs.docker.com/reference/cli/docker/login/#credential-stores'],
});
