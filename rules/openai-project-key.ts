import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'openai-project-key',
  provider: 'openai',
  title: 'OpenAI project key',
  description: 'Calls the API and spends within one project.',
  severity: 'critical',
  confidence: 'high',
  literals: ['sk-proj-'],
  pattern: /(?<secret>sk-proj-[A-Za-z0-9_-]{20,124}T3BlbkFJ[A-Za-z0-9_-]{20,124})(?![A-Za-z0-9_-])/,
  minRun: 20,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 264,
  minEntropyBits: 5.2,
  sample: { prefix: 'sk-proj-', alphabet: 'base64url', length: 74, tail: 'T3BlbkFJ{base64url:74}', name: 'OPENAI_API_KEY' },
  truePositives: ['OPENAI_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.OPENAI_API_KEY',
    '${{ secrets.OPENAI_API_KEY }}',
    'sk-proj-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk-proj-your_token_here',
    'sk-proj-...',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://platform.openai.com/api-keys' },
  references: ['https://platform.openai.com/docs/api-reference/authentication'],
});
