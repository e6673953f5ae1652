import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'modal-proxy-token-id',
  provider: 'modal',
  title: 'Modal proxy token id',
  description: 'Half of a token for web endpoints. The length is taken to be that of API tokens.',
  severity: 'medium',
  confidence: 'high',
  literals: ['wk-'],
  pattern: /(?<secret>wk-[A-Za-z0-9]{22})(?![A-Za-z0-9_-])/,
  minRun: 22,
  alphabet: 'base62',
  left: 'strict',
  minEntropyBits: 3.0,
  maxLength: 25,
  pair: { name: 'modal-proxy', half: 'id' },
  sample: { prefix: 'wk-', alphabet: 'base62', length: 22 },
  truePositives: ['TOKEN={token}', 'token = "{token}"'],
  trueNegatives: ['wk-NOTAREALTOKENSTRINGXYZ', 'wk-xxxxxxxxxxxxxxxxxxxxxx', 'brewk-0aa000'],
  remediation: { help: 'Delete the proxy token, then create another.', url: 'https://modal.com/settings/proxy-auth-tokens' },
  references: ['https://modal.com/docs/guide/environment_variables', 'https://github.com/modal-labs/modal-client'],
});
