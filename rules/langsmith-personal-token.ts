import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'langsmith-personal-token',
  provider: 'langsmith',
  title: 'LangSmith personal access token',
  description: 'Acts as its user in a workspace.',
  severity: 'high',
  confidence: 'high',
  literals: ['lsv2_pt_'],
  pattern: /(?<secret>lsv2_pt_[0-9a-f]{32}_[0-9a-f]{10})(?![A-Za-z0-9])/,
  minRun: 32,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 51,
  minEntropyBits: 3,
  sample: { prefix: 'lsv2_pt_', alphabet: 'hex-lower', length: 32, tail: '_{hex-lower:10}', name: 'LANGSMITH_API_KEY' },
  truePositives: ['LANGSMITH_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.LANGSMITH_API_KEY', '${{ secrets.LANGSMITH_API_KEY }}', 'lsv2_pt_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'lsv2_pt_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://smith.langchain.com/settings' },
  references: ['https://docs.langchain.com/langsmith/create-account-api-key'],
});
