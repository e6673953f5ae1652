import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'llamacloud-api-key',
  provider: 'llamacloud',
  title: 'LlamaCloud API key',
  description: 'Parses and indexes at the cost of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['llx-'],
  pattern: /(?<secret>llx-[A-Za-z0-9]{48})(?![A-Za-z0-9])/,
  minRun: 48,
  alphabet: 'base62',
  left: 'strict',
  maxLength: 52,
  minEntropyBits: 4.1,
  sample: { prefix: 'llx-', alphabet: 'base62', length: 48, name: 'LLAMA_CLOUD_API_KEY' },
  truePositives: ['LLAMA_CLOUD_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.LLAMA_CLOUD_API_KEY',
    '${{ secrets.LLAMA_CLOUD_API_KEY }}',
    'llx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'llx-your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://cloud.llamaindex.ai' },
  references: ['https://docs.cloud.llamaindex.ai/api_key'],
});
