import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-shared-access-signature',
  provider: 'azure',
  title: 'Azure shared access signature',
  description: 'Grants what its other parameters say, until they say.',
  severity: 'medium',
  confidence: 'medium',
  literals: ['sig='],
  pattern: /(?<secret>sig=[A-Za-z0-9%]{43,120}%3D)/,
  minRun: 1,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 127,
  minEntropyBits: 4.2,
  sample: { prefix: 'sig=', alphabet: 'base62', length: 30, tail: '%2B{base62:12}%3D', name: 'SAS' },
  truePositives: ['SAS={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SAS', '${{ secrets.SAS }}', 'sig=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'sig=your_token_here'],
  remediation: {
    help: 'Rotate the key that signed it, or revoke the policy.',
    url: 'https://learn.microsoft.com/en-us/azure/storage/common/storage-sas-overview',
  },
  references: ['https://learn.microsoft.com/en-us/azure/storage/common/storage-sas-overview'],
});
