import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'planetscale-password',
  provider: 'planetscale',
  title: 'PlanetScale password',
  description: 'Logs in to a database.',
  severity: 'high',
  confidence: 'high',
  literals: ['pscale_pw_'],
  pattern: /(?<secret>pscale_pw_[A-Za-z0-9_-]{32,64})(?![A-Za-z0-9_-])/,
  minRun: 32,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 74,
  minEntropyBits: 4,
  sample: { prefix: 'pscale_pw_', alphabet: 'base64url', length: 43, name: 'DATABASE_PASSWORD' },
  truePositives: ['DATABASE_PASSWORD={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.DATABASE_PASSWORD',
    '${{ secrets.DATABASE_PASSWORD }}',
    'pscale_pw_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'pscale_pw_your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.planetscale.com' },
  references: ['https://planetscale.com/docs/vitess/connecting/connection-strings'],
});
