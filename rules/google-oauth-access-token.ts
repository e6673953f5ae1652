import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'google-oauth-access-token',
  provider: 'google',
  title: 'Google OAuth access token',
  description: 'Acts as a user or service account for an hour.',
  severity: 'medium',
  confidence: 'high',
  literals: ['ya29.'],
  pattern: /(?<secret>ya29\.[A-Za-z0-9_-]{60,1000})(?![A-Za-z0-9_-])/,
  minRun: 60,
  alphabet: 'base64url',
  left: 'strict',
  maxLength: 1005,
  minEntropyBits: 4.9,
  sample: { prefix: 'ya29.', alphabet: 'base64url', length: 120, name: 'GOOGLE_OAUTH_ACCESS_TOKEN' },
  truePositives: ['GOOGLE_OAUTH_ACCESS_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.GOOGLE_OAUTH_ACCESS_TOKEN',
    '${{ secrets.GOOGLE_OAUTH_ACCESS_TOKEN }}',
    'ya29.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'ya29.your_token_here',
  ],
  remediation: { help: 'It expires within the hour; revoke the grant.', url: 'https://myaccount.google.com/connections' },
  references: ['https://developers.google.com/identity/protocols/oauth2'],
});
