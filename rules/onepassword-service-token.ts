import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'onepassword-service-token',
  provider: 'onepassword',
  title: '1Password service account token',
  description: 'Reads the vaults that it is given.',
  severity: 'critical',
  confidence: 'high',
  literals: ['ops_eyJ'],
  pattern: /(?<secret>ops_eyJ[A-Za-z0-9_-]{250,1200}={0,3})(?![A-Za-z0-9_-])/,
  minRun: 250,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 1210,
  minEntropyBits: 5.7,
  sample: { prefix: 'ops_eyJ', alphabet: 'base64url', length: 800, name: 'OP_SERVICE_ACCOUNT_TOKEN' },
  truePositives: ['OP_SERVICE_ACCOUNT_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.OP_SERVICE_ACCOUNT_TOKEN',
    '${{ secrets.OP_SERVICE_ACCOUNT_TOKEN }}',
    'ops_eyJxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'ops_eyJyour_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://my.1password.com/developer-tools' },
  references: ['https://developer.1password.com/docs/service-accounts/'],
});
