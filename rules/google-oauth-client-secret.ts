import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'google-oauth-client-secret',
  provider: 'google',
  title: 'Google OAuth client secret',
  description: 'Authenticates an OAuth client.',
  severity: 'high',
  confidence: 'high',
  literals: ['GOCSPX-'],
  pattern: /(?<secret>GOCSPX-[A-Za-z0-9_-]{28})(?![A-Za-z0-9_-])/,
  minRun: 28,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 35,
  minEntropyBits: 3.4,
  sample: { prefix: 'GOCSPX-', alphabet: 'base64url', length: 28, name: 'GOOGLE_CLIENT_SECRET' },
  truePositives: ['GOOGLE_CLIENT_SECRET={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GOOGLE_CLIENT_SECRET', '${{ secrets.GOOGLE_CLIENT_SECRET }}', 'GOCSPX-xxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'GOCSPX-your_token_here'],
  remediation: { help: 'Reset the secret of the client.', url: 'https://console.cloud.google.com/apis/credentials' },
  references: ['https://developers.google.com/identity/protocols/oauth2'],
});
