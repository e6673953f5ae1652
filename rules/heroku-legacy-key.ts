import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'heroku-legacy-key',
  provider: 'heroku',
  title: 'Heroku API key (UUID)',
  description: 'Acts as its user.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['heroku'], secret: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, alphabet: 'base64url', run: 36, longest: 36 }),
  minEntropyBits: 2.8,
  sample: {
    prefix: '',
    alphabet: 'hex-lower',
    length: 8,
    tail: '-{hex-lower:4}-{hex-lower:4}-{hex-lower:4}-{hex-lower:12}',
    name: 'HEROKU_API_KEY',
    place: 'name',
  },
  truePositives: ['HEROKU_API_KEY={token}', '"HEROKU_API_KEY": "{token}"'],
  trueNegatives: ['HEROKU_API_KEY="your_api_key_here"', 'HEROKU_API_KEY=${HEROKU_API_KEY}', 'os.environ["HEROKU_API_KEY"]', 'HEROKU_API_KEY=xxxxxxxx'],
  remediation: { help: 'Regenerate the key, or revoke the authorization.', url: 'https://dashboard.heroku.com/account' },
  references: ['https://devcenter.heroku.com/articles/authentication'],
});
