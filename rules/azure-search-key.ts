import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-search-key',
  provider: 'azure',
  title: 'Azure AI Search key',
  description: 'Queries, or administers, a search service.',
  severity: 'high',
  confidence: 'high',
  literals: ['AzSe'],
  pattern: /(?<secret>[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5})(?![A-Za-z0-9])/,
  minLead: 42,
  minRun: 4,
  alphabet: 'base62',
  left: 'strict',
  lead: 42,
  maxLength: 80,
  minEntropyBits: 4.2,
  sample: { prefix: '', alphabet: 'base62', length: 42, tail: 'AzSeC{base62:5}', name: 'AZURE_SEARCH_KEY' },
  truePositives: ['AZURE_SEARCH_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.AZURE_SEARCH_KEY', '${{ secrets.AZURE_SEARCH_KEY }}', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: { help: 'Regenerate the key.', url: 'https://learn.microsoft.com/en-us/azure/search/search-security-api-keys' },
  references: ['https://learn.microsoft.com/en-us/purview/sit-defn-all-creds'],
});
