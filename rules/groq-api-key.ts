import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'groq-api-key',
  provider: 'groq',
  title: 'Groq API key',
  description: 'Calls the API at the cost of its organization.',
  severity: 'high',
  confidence: 'high',
  literals: ['gsk_'],
  pattern: /(?<secret>gsk_[A-Za-z0-9]{52})(?![A-Za-z0-9])/,
  minRun: 52,
  alphabet: 'base62',
  left: 'strict',
  glued: true,
  maxLength: 56,
  minEntropyBits: 4.2,
  sample: { prefix: 'gsk_', alphabet: 'base62', length: 52, name: 'GROQ_API_KEY' },
  truePositives: ['GROQ_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GROQ_API_KEY', '${{ secrets.GROQ_API_KEY }}', 'gsk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'gsk_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://console.groq.com/keys' },
  references: ['https://console.groq.com/docs/quickstart'],
});
