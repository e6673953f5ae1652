import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'google-ai-auth-key',
  provider: 'google',
  title: 'Google AI authorization key',
  description: 'A Gemini API key that is bound to a service account.',
  severity: 'high',
  confidence: 'high',
  literals: ['AQ.Ab8RN6'],
  pattern: /(?<secret>AQ\.Ab8RN6[A-Za-z0-9_-]{44})(?![A-Za-z0-9_-])/,
  minRun: 44,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 53,
  minEntropyBits: 4,
  sample: { prefix: 'AQ.Ab8RN6', alphabet: 'base64url', length: 44, name: 'GEMINI_API_KEY' },
  truePositives: ['GEMINI_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.GEMINI_API_KEY',
    '${{ secrets.GEMINI_API_KEY }}',
    'AQ.Ab8RN6xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'AQ.Ab8RN6your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://aistudio.google.com/apikey' },
  references: ['https://ai.google.dev/gemini-api/docs/api-key'],
});
