import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'google-api-key',
  provider: 'google',
  title: 'Google API key',
  description: 'Calls the APIs that it is not restricted from: Gemini, Maps, Translate, at the cost of its project.',
  severity: 'medium',
  confidence: 'high',
  literals: ['AIza'],
  pattern: /(?<secret>AIza[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])/,
  minRun: 35,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 39,
  minEntropyBits: 3.8,
  sample: { prefix: 'AIza', alphabet: 'base64url', length: 35, name: 'GOOGLE_API_KEY' },
  truePositives: ['GOOGLE_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GOOGLE_API_KEY', '${{ secrets.GOOGLE_API_KEY }}', 'AIzaxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'AIzayour_token_here'],
  remediation: { help: 'Delete or restrict the key.', url: 'https://console.cloud.google.com/apis/credentials' },
  references: ['https://cloud.google.com/docs/authentication/api-keys'],
});
