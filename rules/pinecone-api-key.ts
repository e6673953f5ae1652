import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'pinecone-api-key',
  provider: 'pinecone',
  title: 'Pinecone API key',
  description: 'Reads and writes the indexes of a project.',
  severity: 'high',
  confidence: 'high',
  literals: ['pcsk_'],
  pattern: /(?<secret>pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63})(?![A-Za-z0-9])/,
  minRun: 69,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 75,
  minEntropyBits: 4.5,
  sample: { prefix: 'pcsk_', alphabet: 'base62', length: 5, tail: '_{base62:63}', name: 'PINECONE_API_KEY' },
  truePositives: ['PINECONE_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.PINECONE_API_KEY', '${{ secrets.PINECONE_API_KEY }}', 'pcsk_xxxxx', 'pcsk_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.pinecone.io' },
  references: ['https://docs.pinecone.io/guides/projects/manage-api-keys'],
});
