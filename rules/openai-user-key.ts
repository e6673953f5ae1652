import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'openai-user-key',
  provider: 'openai',
  title: 'OpenAI user key',
  description: 'A key of the older kind: acts as its user in all projects.',
  severity: 'critical',
  confidence: 'high',
  literals: ['sk-'],
  pattern: /(?<secret>sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})(?![A-Za-z0-9])/,
  minRun: 48,
  alphabet: 'base62',
  left: 'strict',
  maxLength: 51,
  minEntropyBits: 4.1,
  sample: { prefix: 'sk-', alphabet: 'base62', length: 20, tail: 'T3BlbkFJ{base62:20}', name: 'OPENAI_API_KEY' },
  truePositives: ['OPENAI_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.OPENAI_API_KEY', '${{ secrets.OPENAI_API_KEY }}', 'sk-xxxxxxxxxxxxxxxxxxxx', 'sk-your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://platform.openai.com/api-keys' },
  references: ['https://platform.openai.com/docs/api-reference/authentication'],
});
