import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'qdrant-api-key',
  provider: 'qdrant',
  title: 'Qdrant API key',
  description: 'Reads and writes a cluster.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({
    keywords: ['qdrant'],
    secret: /(?:eyJ[A-Za-z0-9_-]{17,200}\.e[wy][A-Za-z0-9_-]{9,400}\.[A-Za-z0-9_-]{20,200}|[A-Za-z0-9_-]{54})/,
    alphabet: 'base64url',
    run: 32,
    longest: 810,
  }),
  minEntropyBits: 4.3,
  sample: { prefix: '', alphabet: 'base64url', length: 54, name: 'QDRANT_API_KEY', place: 'name' },
  truePositives: ['QDRANT_API_KEY={token}', '"QDRANT_API_KEY": "{token}"'],
  trueNegatives: [
    'QDRANT_API_KEY="your_api_key_here"',
    'QDRANT_API_KEY=${QDRANT_API_KEY}',
    'os.environ["QDRANT_API_KEY"]',
    'QDRANT_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://cloud.qdrant.io' },
  references: ['https://qdrant.tech/documentation/cloud/authentication/'],
});
