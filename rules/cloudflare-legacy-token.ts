import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'cloudflare-legacy-token',
  provider: 'cloudflare',
  title: 'Cloudflare API token (40 characters)',
  description: 'Acts within its permissions.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['cloudflare', 'cf_api', 'cf_token'], secret: /[A-Za-z0-9_-]{40}/, alphabet: 'base64url', run: 40, longest: 40 }),
  minEntropyBits: 3.9,
  sample: { prefix: '', alphabet: 'base64url', length: 40, name: 'CLOUDFLARE_API_TOKEN', place: 'name' },
  truePositives: ['CLOUDFLARE_API_TOKEN={token}', '"CLOUDFLARE_API_TOKEN": "{token}"'],
  trueNegatives: [
    'CLOUDFLARE_API_TOKEN="your_api_key_here"',
    'CLOUDFLARE_API_TOKEN=${CLOUDFLARE_API_TOKEN}',
    'os.environ["CLOUDFLARE_API_TOKEN"]',
    'CLOUDFLARE_API_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://dash.cloudflare.com/profile/api-tokens' },
  references: ['https://developers.cloudflare.com/fundamentals/api/get-started/create-token/'],
});
