import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'cloudflare-account-token',
  provider: 'cloudflare',
  title: 'Cloudflare account API token',
  description: 'Acts for an account within its permissions.',
  severity: 'high',
  confidence: 'high',
  literals: ['cfat_'],
  pattern: /(?<secret>cfat_[A-Za-z0-9_-]{40}[A-Za-z0-9]{6,8})(?![A-Za-z0-9_-])/,
  minRun: 40,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 53,
  minEntropyBits: 4.1,
  sample: { prefix: 'cfat_', alphabet: 'base64url', length: 40, tail: '{hex-lower:8}', name: 'CLOUDFLARE_API_TOKEN' },
  truePositives: ['CLOUDFLARE_API_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.CLOUDFLARE_API_TOKEN',
    '${{ secrets.CLOUDFLARE_API_TOKEN }}',
    'cfat_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'cfat_your_token_here',
  ],
  remediation: { help: 'Roll the token.', url: 'https://dash.cloudflare.com/profile/api-tokens' },
  references: ['https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/'],
});
