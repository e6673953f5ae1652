import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'prefect-service-key',
  provider: 'prefect',
  title: 'Prefect service account key',
  description: 'Acts as a service account in Prefect Cloud.',
  severity: 'high',
  confidence: 'high',
  literals: ['pnb_'],
  pattern: /(?<secret>pnb_[A-Za-z0-9]{36})(?![A-Za-z0-9])/,
  minRun: 36,
  alphabet: 'base62',
  left: 'strict',
  maxLength: 40,
  minEntropyBits: 3.7,
  sample: { prefix: 'pnb_', alphabet: 'base62', length: 36, name: 'PREFECT_API_KEY' },
  truePositives: ['PREFECT_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.PREFECT_API_KEY', '${{ secrets.PREFECT_API_KEY }}', 'pnb_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'pnb_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.prefect.cloud' },
  references: ['https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/service-accounts'],
});
