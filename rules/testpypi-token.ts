import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'testpypi-token',
  provider: 'pypi',
  title: 'TestPyPI API token',
  description: 'Publishes packages to the test index.',
  severity: 'low',
  confidence: 'high',
  literals: ['pypi-AgENdGVzdC5weXBpLm9yZw'],
  pattern: /(?<secret>pypi-AgENdGVzdC5weXBpLm9yZw[A-Za-z0-9_-]{50,1000})(?![A-Za-z0-9_-])/,
  minRun: 50,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 1027,
  minEntropyBits: 5.2,
  sample: { prefix: 'pypi-AgENdGVzdC5weXBpLm9yZw', alphabet: 'base64url', length: 150, name: 'TWINE_PASSWORD' },
  truePositives: ['TWINE_PASSWORD={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.TWINE_PASSWORD',
    '${{ secrets.TWINE_PASSWORD }}',
    'pypi-AgENdGVzdC5weXBpLm9yZwxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'pypi-AgENdGVzdC5weXBpLm9yZwyour_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://test.pypi.org/manage/account/token/' },
  references: ['https://test.pypi.org/help/#apitoken'],
});
