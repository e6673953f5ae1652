import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'tavily-api-key',
  provider: 'tavily',
  title: 'Tavily API key',
  description: 'Searches at the cost of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['tvly-'],
  pattern: /(?<secret>tvly-(?:dev-|prod-)?(?:[A-Za-z0-9]{32}|[A-Za-z0-9]{5,6}-[A-Za-z0-9]{42}))(?![A-Za-z0-9])/,
  minRun: 32,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 60,
  minEntropyBits: 3.5,
  sample: { prefix: 'tvly-', alphabet: 'base62', length: 32, name: 'TAVILY_API_KEY' },
  truePositives: ['TAVILY_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.TAVILY_API_KEY', '${{ secrets.TAVILY_API_KEY }}', 'tvly-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'tvly-your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.tavily.com' },
  references: ['https://docs.tavily.com/documentation/quickstart'],
});
