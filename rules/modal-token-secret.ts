import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'modal-token-secret',
  provider: 'modal',
  title: 'Modal token secret',
  description: 'The secret half of a Modal API token: with its id it runs anything in the workspace.',
  severity: 'critical',
  confidence: 'high',
  literals: ['as-'],
  pattern: /(?<secret>as-[A-Za-z0-9]{22})(?![A-Za-z0-9_-])/,
  minRun: 22,
  alphabet: 'base62',
  left: 'strict',
  minEntropyBits: 3.0,
  maxLength: 25,
  pair: { name: 'modal-api', half: 'secret' },
  validator: 'modal',
  sample: { prefix: 'as-', alphabet: 'base62', length: 22 },
  truePositives: ['TOKEN={token}', 'token = "{token}"'],
  trueNegatives: ['as-NOTAREALTOKENSTRINGXYZ', 'as-xxxxxxxxxxxxxxxxxxxxxx', 'breas-0aa000'],
  remediation: { help: 'Delete the token, then `modal token new`.', url: 'https://modal.com/settings/tokens' },
  references: ['https://modal.com/docs/guide/environment_variables', 'https://github.com/modal-labs/modal-client'],
});
