import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'digitalocean-oauth-token',
  provider: 'digitalocean',
  title: 'DigitalOcean OAuth token',
  description: 'Acts as its user through an app.',
  severity: 'high',
  confidence: 'high',
  literals: ['doo_v1_'],
  pattern: /(?<secret>doo_v1_[0-9a-f]{64})(?![A-Za-z0-9])/,
  minRun: 64,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 71,
  minEntropyBits: 3.2,
  sample: { prefix: 'doo_v1_', alphabet: 'hex-lower', length: 64, name: 'DIGITALOCEAN_TOKEN' },
  truePositives: ['DIGITALOCEAN_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.DIGITALOCEAN_TOKEN',
    '${{ secrets.DIGITALOCEAN_TOKEN }}',
    'doo_v1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'doo_v1_your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://cloud.digitalocean.com/account/api/tokens' },
  references: ['https://docs.digitalocean.com/reference/api/create-personal-access-token/'],
});
