import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-storage-account-key',
  provider: 'azure',
  title: 'Azure storage account key',
  description: 'Reads and writes everything in a storage account.',
  severity: 'critical',
  confidence: 'high',
  literals: ['+ASt'],
  pattern: /(?<secret>[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{5}[AQgw]==)(?![A-Za-z0-9+/=])/,
  minLead: 76,
  minRun: 4,
  alphabet: 'base64',
  left: 'strict',
  lead: 76,
  maxLength: 80,
  minEntropyBits: 4.8,
  sample: { prefix: '', alphabet: 'base64', length: 76, tail: '+ASt{base62:5}A==', name: 'AZURE_STORAGE_KEY' },
  truePositives: ['AZURE_STORAGE_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.AZURE_STORAGE_KEY', '${{ secrets.AZURE_STORAGE_KEY }}', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: { help: 'Regenerate the key.', url: 'https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage' },
  references: ['https://learn.microsoft.com/en-us/purview/sit-defn-all-creds'],
});
