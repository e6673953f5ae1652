import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'prefect-user-key',
  provider: 'prefect',
  title: 'Prefect user API key',
  description: 'Acts as its user in Prefect Cloud.',
  severity: 'high',
  confidence: 'high',
  literals: ['pnu_'],
  pattern: /(?<secret>pnu_[A-Za-z0-9]{36})(?![A-Za-z0-9])/,
  minRun: 36,
  alphabet: 'base62',
  left: 'strict',
  maxLength: 40,
  minEntropyBits: 3.8,
  sample: { prefix: 'pnu_', alphabet: 'base62', length: 36, name: 'PREFECT_API_KEY' },
  truePositives: ['PREFECT_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.PREFECT_API_KEY', '${{ secrets.PREFECT_API_KEY }}', 'pnu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'pnu_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.prefect.cloud/my/api-keys' },
  references: ['https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys'],
});
