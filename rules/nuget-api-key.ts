import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'nuget-api-key',
  provider: 'nuget',
  title: 'NuGet API key',
  description: 'Publishes packages as its user.',
  severity: 'critical',
  confidence: 'high',
  literals: ['oy2'],
  pattern: /(?<secret>oy2[0-9a-z]{43})(?![A-Za-z0-9])/,
  minRun: 43,
  alphabet: 'base36-lower',
  left: 'strict',
  maxLength: 46,
  minEntropyBits: 3.6,
  sample: { prefix: 'oy2', alphabet: 'base36-lower', length: 43, name: 'NUGET_API_KEY' },
  truePositives: ['NUGET_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.NUGET_API_KEY', '${{ secrets.NUGET_API_KEY }}', 'oy2xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'oy2your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://www.nuget.org/account/apikeys' },
  references: ['https://learn.microsoft.com/en-us/nuget/nuget-org/scoped-api-keys'],
});
