import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'databricks-oauth-secret',
  provider: 'databricks',
  title: 'Databricks OAuth secret',
  description: 'Authenticates a service principal.',
  severity: 'high',
  confidence: 'high',
  literals: ['dose'],
  pattern: /(?<secret>dose[0-9a-f]{32})(?![A-Za-z0-9])/,
  minRun: 32,
  alphabet: 'hex-lower',
  left: 'strict',
  maxLength: 36,
  minEntropyBits: 2.7,
  sample: { prefix: 'dose', alphabet: 'hex-lower', length: 32, name: 'DATABRICKS_CLIENT_SECRET' },
  truePositives: ['DATABRICKS_CLIENT_SECRET={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.DATABRICKS_CLIENT_SECRET',
    '${{ secrets.DATABRICKS_CLIENT_SECRET }}',
    'dosexxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'doseyour_token_here',
  ],
  remediation: { help: 'Delete the secret, then create another.', url: 'https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m' },
  references: ['https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m'],
});
