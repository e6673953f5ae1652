import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'databricks-token',
  provider: 'databricks',
  title: 'Databricks personal access token',
  description: 'Acts as its user in a workspace.',
  severity: 'high',
  confidence: 'high',
  literals: ['dapi'],
  pattern: /(?<secret>dapi[0-9a-f]{32}(?:-[0-9])?)(?![A-Za-z0-9])/,
  minRun: 32,
  alphabet: 'hex-lower',
  left: 'strict',
  glued: true,
  maxLength: 38,
  minEntropyBits: 2.6,
  sample: { prefix: 'dapi', alphabet: 'hex-lower', length: 32, name: 'DATABRICKS_TOKEN' },
  truePositives: ['DATABRICKS_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.DATABRICKS_TOKEN', '${{ secrets.DATABRICKS_TOKEN }}', 'dapixxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'dapiyour_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://docs.databricks.com/aws/en/dev-tools/auth/pat' },
  references: ['https://docs.databricks.com/aws/en/dev-tools/auth/pat'],
});
