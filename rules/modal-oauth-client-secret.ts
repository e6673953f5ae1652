import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'modal-oauth-client-secret',
  provider: 'modal',
  title: 'Modal OAuth client secret',
  description: 'Authenticates an OAuth client. The length is taken to be that of API tokens.',
  severity: 'high',
  confidence: 'medium',
  literals: ['ov-'],
  pattern: /(?<secret>ov-[A-Za-z0-9]{22})(?![A-Za-z0-9_-])/,
  minRun: 22,
  alphabet: 'base62',
  left: 'strict',
  minEntropyBits: 3.0,
  maxLength: 25,
  pair: { name: 'modal-oauth', half: 'secret' },
  sample: { prefix: 'ov-', alphabet: 'base62', length: 22 },
  truePositives: ['TOKEN={token}', 'token = "{token}"'],
  trueNegatives: ['ov-NOTAREALTOKENSTRINGXYZ', 'ov-xxxxxxxxxxxxxxxxxxxxxx', 'breov-0aa000'],
  remediation: { help: 'Delete the client, then create another.', url: 'https://modal.com/settings/tokens' },
  references: ['https://modal.com/docs/guide/environment_variables', 'https://github.com/modal-labs/modal-client'],
});
