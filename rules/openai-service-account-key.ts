import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'openai-service-account-key',
  provider: 'openai',
  title: 'OpenAI service account key',
  description: 'Acts for a service account of a project.',
  severity: 'critical',
  confidence: 'high',
  literals: ['sk-svcacct-'],
  pattern: /(?<secret>sk-svcacct-[A-Za-z0-9_-]{20,124}T3BlbkFJ[A-Za-z0-9_-]{20,124})(?![A-Za-z0-9_-])/,
  minRun: 20,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 267,
  minEntropyBits: 5.2,
  sample: { prefix: 'sk-svcacct-', alphabet: 'base64url', length: 74, tail: 'T3BlbkFJ{base64url:74}', name: 'OPENAI_API_KEY' },
  truePositives: ['OPENAI_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.OPENAI_API_KEY',
    '${{ secrets.OPENAI_API_KEY }}',
    'sk-svcacct-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk-svcacct-your_token_here',
    'sk-svcacct-...',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://platform.openai.com/api-keys' },
  references: ['https://platform.openai.com/docs/api-reference/authentication'],
});
