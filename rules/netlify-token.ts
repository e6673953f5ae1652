import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'netlify-token',
  provider: 'netlify',
  title: 'Netlify token',
  description: 'Deploys as its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['nfp_', 'nfc_', 'nfo_', 'nfb_', 'nfu_'],
  pattern: /(?<secret>nf[pcobu]_[A-Za-z0-9_]{36})(?![A-Za-z0-9_])/,
  minRun: 36,
  alphabet: 'word',
  left: 'strict',
  maxLength: 40,
  minEntropyBits: 3.8,
  sample: { prefix: 'nfp_', alphabet: 'word', length: 36, name: 'NETLIFY_AUTH_TOKEN' },
  truePositives: ['NETLIFY_AUTH_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.NETLIFY_AUTH_TOKEN', '${{ secrets.NETLIFY_AUTH_TOKEN }}', 'nfp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'nfp_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://app.netlify.com/user/applications#personal-access-tokens' },
  references: ['https://docs.netlify.com/api/get-started/'],
});
