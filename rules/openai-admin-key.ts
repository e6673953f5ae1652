import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'openai-admin-key',
  provider: 'openai',
  title: 'OpenAI admin key',
  description: 'Administers the organization: members, projects, keys.',
  severity: 'critical',
  confidence: 'high',
  literals: ['sk-admin-'],
  pattern: /(?<secret>sk-admin-[A-Za-z0-9_-]{20,124}T3BlbkFJ[A-Za-z0-9_-]{20,124})(?![A-Za-z0-9_-])/,
  minRun: 20,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 265,
  minEntropyBits: 5.2,
  sample: { prefix: 'sk-admin-', alphabet: 'base64url', length: 74, tail: 'T3BlbkFJ{base64url:74}', name: 'OPENAI_API_KEY' },
  truePositives: ['OPENAI_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.OPENAI_API_KEY',
    '${{ secrets.OPENAI_API_KEY }}',
    'sk-admin-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk-admin-your_token_here',
    'sk-admin-...',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://platform.openai.com/settings/organization/admin-keys' },
  references: ['https://platform.openai.com/docs/api-reference/authentication'],
});
