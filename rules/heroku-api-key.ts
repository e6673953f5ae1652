import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'heroku-api-key',
  provider: 'heroku',
  title: 'Heroku API key',
  description: 'Acts as its user.',
  severity: 'critical',
  confidence: 'high',
  literals: ['HRKU-'],
  pattern: /(?<secret>HRKU-(?:AA[A-Za-z0-9_-]{58}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))(?![A-Za-z0-9_-])/,
  minRun: 36,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 65,
  minEntropyBits: 3,
  sample: { prefix: 'HRKU-AA', alphabet: 'base64url', length: 58, name: 'HEROKU_API_KEY' },
  truePositives: ['HEROKU_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.HEROKU_API_KEY',
    '${{ secrets.HEROKU_API_KEY }}',
    'HRKU-AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'HRKU-AAyour_token_here',
  ],
  remediation: { help: 'Regenerate the key, or revoke the authorization.', url: 'https://dashboard.heroku.com/account' },
  references: ['https://devcenter.heroku.com/articles/authentication'],
});
