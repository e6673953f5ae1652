import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'google-oauth-refresh-token',
  provider: 'google',
  title: 'Google OAuth refresh token',
  description: 'Issues access tokens until the grant is revoked.',
  severity: 'high',
  confidence: 'medium',
  literals: ['1//0'],
  pattern: /(?<secret>1\/\/0[A-Za-z0-9_-]{60,120})(?![A-Za-z0-9_-])/,
  minRun: 60,
  alphabet: 'base64url',
  left: 'strict',
  maxLength: 124,
  minEntropyBits: 4.8,
  sample: { prefix: '1//0', alphabet: 'base64url', length: 95, name: 'GOOGLE_REFRESH_TOKEN' },
  truePositives: ['GOOGLE_REFRESH_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.GOOGLE_REFRESH_TOKEN',
    '${{ secrets.GOOGLE_REFRESH_TOKEN }}',
    '1//0xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    '1//0your_token_here',
  ],
  remediation: { help: 'Revoke the grant.', url: 'https://myaccount.google.com/connections' },
  references: ['https://developers.google.com/identity/protocols/oauth2'],
});
