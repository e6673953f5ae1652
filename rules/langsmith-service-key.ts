import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'langsmith-service-key',
  provider: 'langsmith',
  title: 'LangSmith service key',
  description: 'Acts as a service in a workspace.',
  severity: 'high',
  confidence: 'high',
  literals: ['lsv2_sk_'],
  pattern: /(?<secret>lsv2_sk_[0-9a-f]{32}_[0-9a-f]{10})(?![A-Za-z0-9])/,
  minRun: 32,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 51,
  minEntropyBits: 2.9,
  sample: { prefix: 'lsv2_sk_', alphabet: 'hex-lower', length: 32, tail: '_{hex-lower:10}', name: 'LANGSMITH_API_KEY' },
  truePositives: ['LANGSMITH_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.LANGSMITH_API_KEY', '${{ secrets.LANGSMITH_API_KEY }}', 'lsv2_sk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'lsv2_sk_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://smith.langchain.com/settings' },
  references: ['https://docs.langchain.com/langsmith/create-account-api-key'],
});
