import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'pinecone-legacy-key',
  provider: 'pinecone',
  title: 'Pinecone API key (UUID)',
  description: 'Reads and writes the indexes of a project.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['pinecone'], secret: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, alphabet: 'base64url', run: 36, longest: 36 }),
  minEntropyBits: 2.7,
  sample: {
    prefix: '',
    alphabet: 'hex-lower',
    length: 8,
    tail: '-{hex-lower:4}-{hex-lower:4}-{hex-lower:4}-{hex-lower:12}',
    name: 'PINECONE_API_KEY',
    place: 'name',
  },
  truePositives: ['PINECONE_API_KEY={token}', '"PINECONE_API_KEY": "{token}"'],
  trueNegatives: [
    'PINECONE_API_KEY="your_api_key_here"',
    'PINECONE_API_KEY=${PINECONE_API_KEY}',
    'os.environ["PINECONE_API_KEY"]',
    'PINECONE_API_KEY=xxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.pinecone.io' },
  references: ['https://docs.pinecone.io/guides/projects/manage-api-keys'],
});
