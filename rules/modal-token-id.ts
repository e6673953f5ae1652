import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'modal-token-id',
  provider: 'modal',
  title: 'Modal token id',
  description: 'Half of a Modal API token: names the token.',
  severity: 'medium',
  confidence: 'high',
  literals: ['ak-'],
  pattern: /(?<secret>ak-[A-Za-z0-9]{22})(?![A-Za-z0-9_-])/,
  minRun: 22,
  alphabet: 'base62',
  left: 'strict',
  minEntropyBits: 3.0,
  maxLength: 25,
  pair: { name: 'modal-api', half: 'id' },
  validator: 'modal',
  sample: { prefix: 'ak-', alphabet: 'base62', length: 22 },
  truePositives: ['TOKEN={token}', 'token = "{token}"'],
  trueNegatives: ['ak-NOTAREALTOKENSTRINGXYZ', 'ak-xxxxxxxxxxxxxxxxxxxxxx', 'break-0aa000'],
  remediation: { help: 'Delete the token, then `modal token new`.', url: 'https://modal.com/settings/tokens' },
  references: ['https://modal.com/docs/guide/environment_variables', 'https://github.com/modal-labs/modal-client'],
});
