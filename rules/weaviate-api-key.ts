import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'weaviate-api-key',
  provider: 'weaviate',
  title: 'Weaviate API key',
  description: 'Reads and writes a cluster.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['weaviate', 'wcs_api', 'wcd_api'], secret: /[A-Za-z0-9]{36,40}/, alphabet: 'base62', run: 36, longest: 40 }),
  minEntropyBits: 3.9,
  sample: { prefix: '', alphabet: 'base62', length: 40, name: 'WEAVIATE_API_KEY', place: 'name' },
  truePositives: ['WEAVIATE_API_KEY={token}', '"WEAVIATE_API_KEY": "{token}"'],
  trueNegatives: [
    'WEAVIATE_API_KEY="your_api_key_here"',
    'WEAVIATE_API_KEY=${WEAVIATE_API_KEY}',
    'os.environ["WEAVIATE_API_KEY"]',
    'WEAVIATE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://console.weaviate.cloud' },
  references: ['https://docs.weaviate.io/cloud/manage-clusters/authentication'],
});
