import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'fly-token',
  provider: 'fly',
  title: 'Fly.io token',
  description: 'Deploys within an organization.',
  severity: 'high',
  confidence: 'high',
  literals: ['fm2_'],
  pattern: /(?<secret>fm2_[A-Za-z0-9+/]{100,2000}={0,3})(?![A-Za-z0-9+/])/,
  minRun: 100,
  alphabet: 'base64',
  left: 'escape-aware',
  maxLength: 2007,
  minEntropyBits: 5.5,
  sample: { prefix: 'fm2_', alphabet: 'base64', length: 400, name: 'FLY_API_TOKEN' },
  truePositives: ['FLY_API_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.FLY_API_TOKEN',
    '${{ secrets.FLY_API_TOKEN }}',
    'fm2_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'fm2_your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://fly.io/dashboard/personal/tokens' },
  references: ['https://fly.io/docs/security/tokens/'],
});
