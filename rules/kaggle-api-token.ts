import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'kaggle-api-token',
  provider: 'kaggle',
  title: 'Kaggle API token',
  description: 'Acts as its user. The length is that of tokens seen.',
  severity: 'high',
  confidence: 'high',
  literals: ['KGAT_'],
  pattern: /(?<secret>KGAT_[0-9a-f]{32})(?![A-Za-z0-9])/,
  minRun: 32,
  alphabet: 'hex-lower',
  left: 'escape-aware',
  maxLength: 37,
  minEntropyBits: 2.5,
  sample: { prefix: 'KGAT_', alphabet: 'hex-lower', length: 32, name: 'KAGGLE_API_TOKEN' },
  truePositives: ['KAGGLE_API_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.KAGGLE_API_TOKEN', '${{ secrets.KAGGLE_API_TOKEN }}', 'KGAT_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'KGAT_your_token_here'],
  remediation: { help: 'Expire the token.', url: 'https://www.kaggle.com/settings' },
  references: ['https://www.kaggle.com/docs/api', 'https://github.com/Kaggle/kaggle-cli/pull/1005'],
});
