import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'jina-api-key',
  provider: 'jina',
  title: 'Jina AI API key',
  description: 'Calls the API at the cost of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['jina_'],
  pattern: /(?<secret>jina_[0-9a-f]{32}[A-Za-z0-9_-]{28})(?![A-Za-z0-9_-])/,
  minRun: 32,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 65,
  minEntropyBits: 3.9,
  sample: { prefix: 'jina_', alphabet: 'hex-lower', length: 32, tail: '{base64url:28}', name: 'JINA_API_KEY' },
  truePositives: ['JINA_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.JINA_API_KEY', '${{ secrets.JINA_API_KEY }}', 'jina_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'jina_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://jina.ai/api-dashboard/key-manager' },
  references: ['https://jina.ai/embeddings/'],
});
