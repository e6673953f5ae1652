import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'npm-auth-token',
  provider: 'npm',
  title: 'npm legacy token',
  description: 'A token of the older kind in a `.npmrc`.',
  severity: 'critical',
  confidence: 'medium',
  ...assigned({
    keywords: ['_authtoken'],
    secret: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    alphabet: 'base64url',
    run: 36,
    longest: 36,
    secretive: true,
  }),
  minEntropyBits: 2.9,
  sample: {
    prefix: '',
    alphabet: 'hex-lower',
    length: 8,
    tail: '-{hex-lower:4}-{hex-lower:4}-{hex-lower:4}-{hex-lower:12}',
    name: '_authToken',
    place: 'name',
  },
  truePositives: ['_authToken={token}', '"_authToken": "{token}"'],
  trueNegatives: ['_authToken="your_api_key_here"', '_authToken=${_authToken}', 'os.environ["_authToken"]', '_authToken=xxxxxxxx'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://www.npmjs.com/settings/~/tokens' },
  references: ['https://docs.npmjs.com/using-private-packages-in-a-ci-cd-workflow'],
});
