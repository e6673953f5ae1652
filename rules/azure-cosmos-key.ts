import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-cosmos-key',
  provider: 'azure',
  title: 'Azure Cosmos DB key',
  description: 'Reads, and often writes, a whole database account.',
  severity: 'critical',
  confidence: 'high',
  literals: ['ACDb'],
  pattern: /(?<secret>[A-Za-z0-9+/]{76}ACDb[A-Za-z0-9+/]{5}[AQgw]==)(?![A-Za-z0-9+/=])/,
  minLead: 76,
  minRun: 4,
  alphabet: 'base64',
  left: 'strict',
  lead: 76,
  maxLength: 80,
  minEntropyBits: 4.8,
  sample: { prefix: '', alphabet: 'base64', length: 76, tail: 'ACDb{base62:5}Q==', name: 'COSMOS_KEY' },
  truePositives: ['COSMOS_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.COSMOS_KEY', '${{ secrets.COSMOS_KEY }}', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: { help: 'Regenerate the key.', url: 'https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-rotate-keys' },
  references: ['https://learn.microsoft.com/en-us/purview/sit-defn-all-creds'],
});
