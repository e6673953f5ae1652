import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'langfuse-public-key',
  provider: 'langfuse',
  title: 'Langfuse public key',
  description: 'Names a project; its secret key is needed as well.',
  severity: 'low',
  confidence: 'medium',
  literals: ['pk-lf-'],
  pattern: /(?<secret>pk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![A-Za-z0-9])/,
  minRun: 36,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 42,
  minEntropyBits: 2.7,
  pair: { name: 'langfuse', half: 'id' },
  sample: {
    prefix: 'pk-lf-',
    alphabet: 'hex-lower',
    length: 8,
    tail: '-{hex-lower:4}-{hex-lower:4}-{hex-lower:4}-{hex-lower:12}',
    name: 'LANGFUSE_PUBLIC_KEY',
  },
  truePositives: ['LANGFUSE_PUBLIC_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.LANGFUSE_PUBLIC_KEY', '${{ secrets.LANGFUSE_PUBLIC_KEY }}', 'pk-lf-xxxxxxxx', 'pk-lf-your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://cloud.langfuse.com' },
  references: ['https://langfuse.com/faq/all/where-are-langfuse-api-keys'],
});
