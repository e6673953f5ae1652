import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'huggingface-s3-key-id',
  provider: 'huggingface',
  title: 'Hugging Face S3 key id',
  description: 'Names a key of the S3 gateway; its secret is needed as well. The length is not documented.',
  severity: 'low',
  confidence: 'low',
  literals: ['HFAK'],
  pattern: /(?<secret>HFAK[A-Za-z0-9]{16,40})(?![A-Za-z0-9])/,
  minRun: 16,
  alphabet: 'base62',
  left: 'escape-aware',
  minEntropyBits: 3.0,
  maxLength: 44,
  sample: { prefix: 'HFAK', alphabet: 'base62', length: 20 },
  truePositives: ['AWS_ACCESS_KEY_ID={token}'],
  trueNegatives: ['HFAKE', 'HFAKXXXXXXXXXXXXXXXXXXXX'],
  remediation: { help: 'Delete the key pair, then create another.', url: 'https://huggingface.co/settings/tokens' },
  references: ['https://huggingface.co/docs/hub/storage-buckets-s3'],
});
