import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'modal-proxy-token-secret',
  provider: 'modal',
  title: 'Modal proxy token secret',
  description: 'The secret half of a token for web endpoints. The length is taken to be that of API tokens.',
  severity: 'high',
  confidence: 'high',
  literals: ['ws-'],
  pattern: /(?<secret>ws-[A-Za-z0-9]{22})(?![A-Za-z0-9_-])/,
  minRun: 22,
  alphabet: 'base62',
  left: 'strict',
  minEntropyBits: 3.0,
  maxLength: 25,
  pair: { name: 'modal-proxy', half: 'secret' },
  sample: { prefix: 'ws-', alphabet: 'base62', length: 22 },
  truePositives: ['TOKEN={token}', 'token = "{token}"'],
  trueNegatives: ['ws-NOTAREALTOKENSTRINGXYZ', 'ws-xxxxxxxxxxxxxxxxxxxxxx', 'brews-0aa000'],
  remediation: { help: 'Delete the proxy token, then create another.', url: 'https://modal.com/settings/proxy-auth-tokens' },
  references: ['https://modal.com/docs/guide/environment_variables', 'https://github.com/modal-labs/modal-client'],
});
