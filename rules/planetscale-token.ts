import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'planetscale-token',
  provider: 'planetscale',
  title: 'PlanetScale service token',
  description: 'Administers databases within its grants.',
  severity: 'high',
  confidence: 'high',
  literals: ['pscale_tkn_'],
  pattern: /(?<secret>pscale_tkn_[A-Za-z0-9_-]{32,64})(?![A-Za-z0-9_-])/,
  minRun: 32,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 75,
  minEntropyBits: 3.9,
  sample: { prefix: 'pscale_tkn_', alphabet: 'base64url', length: 43, name: 'PLANETSCALE_SERVICE_TOKEN' },
  truePositives: ['PLANETSCALE_SERVICE_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.PLANETSCALE_SERVICE_TOKEN',
    '${{ secrets.PLANETSCALE_SERVICE_TOKEN }}',
    'pscale_tkn_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'pscale_tkn_your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.planetscale.com' },
  references: ['https://planetscale.com/docs/api/reference/service-tokens'],
});
