import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'langfuse-secret-key',
  provider: 'langfuse',
  title: 'Langfuse secret key',
  description: 'Reads and writes the traces of a project.',
  severity: 'high',
  confidence: 'high',
  literals: ['sk-lf-'],
  pattern: /(?<secret>sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![A-Za-z0-9])/,
  minRun: 36,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 42,
  minEntropyBits: 2.9,
  pair: { name: 'langfuse', half: 'secret' },
  sample: {
    prefix: 'sk-lf-',
    alphabet: 'hex-lower',
    length: 8,
    tail: '-{hex-lower:4}-{hex-lower:4}-{hex-lower:4}-{hex-lower:12}',
    name: 'LANGFUSE_SECRET_KEY',
  },
  truePositives: ['LANGFUSE_SECRET_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.LANGFUSE_SECRET_KEY', '${{ secrets.LANGFUSE_SECRET_KEY }}', 'sk-lf-xxxxxxxx', 'sk-lf-your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://cloud.langfuse.com' },
  references: ['https://langfuse.com/faq/all/where-are-langfuse-api-keys'],
});
