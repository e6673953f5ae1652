import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'cloudflare-legacy-global-key',
  provider: 'cloudflare',
  title: 'Cloudflare global API key (37 digits)',
  description: 'Acts as its user everywhere.',
  severity: 'critical',
  confidence: 'medium',
  ...assigned({ keywords: ['cloudflare', 'cf_api', 'x-auth-key'], secret: /[0-9a-f]{37}/, alphabet: 'hex', run: 37, longest: 37 }),
  minEntropyBits: 2.8,
  sample: { prefix: '', alphabet: 'hex-lower', length: 37, name: 'CLOUDFLARE_API_KEY', place: 'name' },
  truePositives: ['CLOUDFLARE_API_KEY={token}', '"CLOUDFLARE_API_KEY": "{token}"'],
  trueNegatives: [
    'CLOUDFLARE_API_KEY="your_api_key_here"',
    'CLOUDFLARE_API_KEY=${CLOUDFLARE_API_KEY}',
    'os.environ["CLOUDFLARE_API_KEY"]',
    'CLOUDFLARE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://dash.cloudflare.com/profile/api-tokens' },
  references: ['https://developers.cloudflare.com/fundamentals/api/get-started/keys/'],
});
