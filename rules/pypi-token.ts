import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'pypi-token',
  provider: 'pypi',
  title: 'PyPI API token',
  description: 'Publishes packages as its user.',
  severity: 'critical',
  confidence: 'high',
  literals: ['pypi-AgEIcHlwaS5vcmc'],
  pattern: /(?<secret>pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,1000})(?![A-Za-z0-9_-])/,
  minRun: 50,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 1020,
  minEntropyBits: 5.1,
  sample: { prefix: 'pypi-AgEIcHlwaS5vcmc', alphabet: 'base64url', length: 150, name: 'TWINE_PASSWORD' },
  truePositives: ['TWINE_PASSWORD={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.TWINE_PASSWORD',
    '${{ secrets.TWINE_PASSWORD }}',
    'pypi-AgEIcHlwaS5vcmcxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'pypi-AgEIcHlwaS5vcmcyour_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://pypi.org/manage/account/token/' },
  references: ['https://pypi.org/help/#apitoken', 'https://docs.pypi.org/api/secrets/'],
});
