import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'vercel-legacy-token',
  provider: 'vercel',
  title: 'Vercel access token (24 characters)',
  description: 'Deploys as its user.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({
    keywords: ['vercel_token', 'vercel_api', 'vercel_access', 'vercel token'],
    secret: /[A-Za-z0-9]{24}/,
    alphabet: 'base62',
    run: 24,
    longest: 24,
    secretive: true,
  }),
  minEntropyBits: 3,
  sample: { prefix: '', alphabet: 'base62', length: 24, name: 'VERCEL_TOKEN', place: 'name' },
  truePositives: ['VERCEL_TOKEN={token}', '"VERCEL_TOKEN": "{token}"'],
  trueNegatives: ['VERCEL_TOKEN="your_api_key_here"', 'VERCEL_TOKEN=${VERCEL_TOKEN}', 'os.environ["VERCEL_TOKEN"]', 'VERCEL_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://vercel.com/account/settings/tokens' },
  references: ['https://vercel.com/docs/rest-api/welcome'],
});
