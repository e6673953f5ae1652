import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'newrelic-user-key',
  provider: 'newrelic',
  title: 'New Relic user key',
  description: 'Queries and administers as its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['NRAK-'],
  pattern: /(?<secret>NRAK-[0-9A-Z]{27})(?![A-Za-z0-9])/,
  minRun: 27,
  alphabet: 'base36-upper',
  left: 'escape-aware',
  maxLength: 32,
  minEntropyBits: 3.1,
  sample: { prefix: 'NRAK-', alphabet: 'base36-upper', length: 27, name: 'NEW_RELIC_API_KEY' },
  truePositives: ['NEW_RELIC_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.NEW_RELIC_API_KEY', '${{ secrets.NEW_RELIC_API_KEY }}', 'NRAK-xxxxxxxxxxxxxxxxxxxxxxxxxxx', 'NRAK-your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://one.newrelic.com/api-keys' },
  references: ['https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/'],
});
