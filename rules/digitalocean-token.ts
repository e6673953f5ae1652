import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'digitalocean-token',
  provider: 'digitalocean',
  title: 'DigitalOcean personal access token',
  description: 'Acts as its user within its scopes.',
  severity: 'high',
  confidence: 'high',
  literals: ['dop_v1_'],
  pattern: /(?<secret>dop_v1_[0-9a-f]{64})(?![A-Za-z0-9])/,
  minRun: 64,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 71,
  minEntropyBits: 3.1,
  sample: { prefix: 'dop_v1_', alphabet: 'hex-lower', length: 64, name: 'DIGITALOCEAN_TOKEN' },
  truePositives: ['DIGITALOCEAN_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.DIGITALOCEAN_TOKEN',
    '${{ secrets.DIGITALOCEAN_TOKEN }}',
    'dop_v1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'dop_v1_your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://cloud.digitalocean.com/account/api/tokens' },
  references: ['https://docs.digitalocean.com/reference/api/create-personal-access-token/'],
});
