import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'aws-session-key-id',
  provider: 'aws',
  title: 'AWS temporary access key id',
  description: 'Names temporary credentials; their secret and session token are needed as well.',
  severity: 'low',
  confidence: 'medium',
  literals: ['ASIA'],
  pattern: /(?<secret>ASIA[0-9A-Z]{16})(?![A-Za-z0-9])/,
  minRun: 16,
  alphabet: 'base36-upper',
  left: 'strict',
  maxLength: 20,
  minEntropyBits: 2.4,
  pair: { name: 'aws', half: 'id' },
  sample: { prefix: 'ASIA', alphabet: 'base36-upper', length: 16, name: 'AWS_ACCESS_KEY_ID' },
  truePositives: ['AWS_ACCESS_KEY_ID={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.AWS_ACCESS_KEY_ID', '${{ secrets.AWS_ACCESS_KEY_ID }}', 'ASIAxxxxxxxxxxxxxxxx', 'ASIAyour_token_here', 'ASIAIOSFODNN7EXAMPLE'],
  remediation: { help: 'Revoke the sessions of the role.', url: 'https://console.aws.amazon.com/iam/home#/roles' },
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html'],
});
