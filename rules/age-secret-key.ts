import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'age-secret-key',
  provider: 'age',
  title: 'age secret key',
  description: 'Decrypts what was encrypted to it.',
  severity: 'critical',
  confidence: 'high',
  literals: ['AGE-SECRET-KEY-1'],
  pattern: /(?<secret>AGE-SECRET-KEY-1[0-9A-Z]{58})(?![A-Za-z0-9])/,
  minRun: 58,
  alphabet: 'base36-upper',
  left: 'escape-aware',
  maxLength: 74,
  minEntropyBits: 3.9,
  sample: { prefix: 'AGE-SECRET-KEY-1', alphabet: 'base36-upper', length: 58, name: 'SOPS_AGE_KEY' },
  truePositives: ['SOPS_AGE_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.SOPS_AGE_KEY',
    '${{ secrets.SOPS_AGE_KEY }}',
    'AGE-SECRET-KEY-1xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'AGE-SECRET-KEY-1your_token_here',
  ],
  remediation: { help: 'Encrypt to a new key; what was encrypted to this one is open.', url: 'https://github.com/FiloSottile/age' },
  references: ['https://github.com/C2SP/C2SP/blob/main/age.md'],
});
