import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'firecrawl-api-key',
  provider: 'firecrawl',
  title: 'Firecrawl API key',
  description: 'Crawls at the cost of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['fc-'],
  pattern: /(?<secret>fc-[0-9a-f]{32})(?![A-Za-z0-9])/,
  minRun: 32,
  alphabet: 'hex-lower',
  left: 'strict',
  maxLength: 35,
  minEntropyBits: 2.6,
  sample: { prefix: 'fc-', alphabet: 'hex-lower', length: 32, name: 'FIRECRAWL_API_KEY' },
  truePositives: ['FIRECRAWL_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.FIRECRAWL_API_KEY', '${{ secrets.FIRECRAWL_API_KEY }}', 'fc-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'fc-your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://www.firecrawl.dev/app/api-keys' },
  references: ['https://docs.firecrawl.dev/introduction'],
});
