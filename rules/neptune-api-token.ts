import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'neptune-api-token',
  provider: 'neptune',
  title: 'Neptune API token',
  description: 'Reads and writes the runs of its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['eyJhcGlfYWRkcmVzcyI6'],
  pattern: /(?<secret>eyJhcGlfYWRkcmVzcyI6[A-Za-z0-9+/]{60,400}={0,2})(?![A-Za-z0-9+/])/,
  minRun: 60,
  alphabet: 'base64',
  left: 'escape-aware',
  maxLength: 422,
  minEntropyBits: 5.1,
  sample: { prefix: 'eyJhcGlfYWRkcmVzcyI6', alphabet: 'base64', length: 140, name: 'NEPTUNE_API_TOKEN' },
  truePositives: ['NEPTUNE_API_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.NEPTUNE_API_TOKEN',
    '${{ secrets.NEPTUNE_API_TOKEN }}',
    'eyJhcGlfYWRkcmVzcyI6xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'eyJhcGlfYWRkcmVzcyI6your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://docs.neptune.ai/api_token/' },
  references: ['https://docs.neptune.ai/api_token/'],
});
