import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'cloudflare-origin-ca-key',
  provider: 'cloudflare',
  title: 'Cloudflare Origin CA key',
  description: 'Issues certificates for the zones of its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['v1.0-'],
  pattern: /(?<secret>v1\.0-[0-9a-f]{24}-[0-9a-f]{146})(?![A-Za-z0-9])/,
  minRun: 24,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 176,
  minEntropyBits: 3.6,
  sample: { prefix: 'v1.0-', alphabet: 'hex-lower', length: 24, tail: '-{hex-lower:146}', name: 'CLOUDFLARE_CA_KEY' },
  truePositives: ['CLOUDFLARE_CA_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.CLOUDFLARE_CA_KEY', '${{ secrets.CLOUDFLARE_CA_KEY }}', 'v1.0-xxxxxxxxxxxxxxxxxxxxxxxx', 'v1.0-your_token_here'],
  remediation: { help: 'Change the key.', url: 'https://dash.cloudflare.com/profile/api-tokens' },
  references: ['https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/'],
});
