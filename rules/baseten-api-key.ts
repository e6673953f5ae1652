import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'baseten-api-key',
  provider: 'baseten',
  title: 'Baseten API key',
  description: 'Calls and deploys models of a workspace.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['baseten'], secret: /[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}/, alphabet: 'base62', run: 32, before: 9, longest: 41 }),
  minEntropyBits: 3.9,
  sample: { prefix: '', alphabet: 'base62', length: 8, tail: '.{base62:32}', name: 'BASETEN_API_KEY', place: 'name' },
  truePositives: ['BASETEN_API_KEY={token}', '"BASETEN_API_KEY": "{token}"'],
  trueNegatives: ['BASETEN_API_KEY="your_api_key_here"', 'BASETEN_API_KEY=${BASETEN_API_KEY}', 'os.environ["BASETEN_API_KEY"]', 'BASETEN_API_KEY=xxxxxxxx'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.baseten.co/settings/api_keys' },
  references: ['https://docs.baseten.co/organization/api-keys'],
});
