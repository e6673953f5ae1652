import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'vercel-access-token',
  provider: 'vercel',
  title: 'Vercel access token',
  description: 'Deploys as its user, integration or app. The length is that of gateway keys.',
  severity: 'high',
  confidence: 'medium',
  literals: ['vcp_', 'vci_', 'vca_', 'vcr_'],
  pattern: /(?<secret>vc[piar]_[A-Za-z0-9_-]{24,64})(?![A-Za-z0-9_-])/,
  minRun: 24,
  alphabet: 'base64url',
  left: 'strict',
  maxLength: 68,
  minEntropyBits: 4.2,
  sample: { prefix: 'vcp_', alphabet: 'base64url', length: 56, name: 'VERCEL_TOKEN' },
  truePositives: ['VERCEL_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.VERCEL_TOKEN',
    '${{ secrets.VERCEL_TOKEN }}',
    'vcp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'vcp_your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://vercel.com/account/settings/tokens' },
  references: ['https://vercel.com/docs/rest-api/welcome'],
});
