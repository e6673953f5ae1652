import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-devops-token',
  provider: 'azure',
  title: 'Azure DevOps personal access token',
  description: 'Acts as its user within its scopes.',
  severity: 'high',
  confidence: 'high',
  literals: ['AZDO'],
  pattern: /(?<secret>[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})(?![A-Za-z0-9])/,
  minLead: 76,
  minRun: 4,
  alphabet: 'base62',
  left: 'strict',
  lead: 76,
  maxLength: 80,
  minEntropyBits: 4.7,
  sample: { prefix: '', alphabet: 'base62', length: 76, tail: 'AZDO{base62:4}', name: 'AZURE_DEVOPS_EXT_PAT' },
  truePositives: ['AZURE_DEVOPS_EXT_PAT={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.AZURE_DEVOPS_EXT_PAT', '${{ secrets.AZURE_DEVOPS_EXT_PAT }}', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: {
    help: 'Revoke the token, then create another.',
    url: 'https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
  },
  references: ['https://learn.microsoft.com/en-us/purview/sit-defn-all-creds'],
});
