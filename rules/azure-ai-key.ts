import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-ai-key',
  provider: 'azure',
  title: 'Azure AI services key',
  description: 'Calls Azure OpenAI and the other AI services of a resource.',
  severity: 'high',
  confidence: 'high',
  literals: ['JQQJ99'],
  pattern: /(?<secret>[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26})(?![A-Za-z0-9])/,
  minLead: 52,
  minRun: 26,
  alphabet: 'base62',
  left: 'strict',
  lead: 52,
  maxLength: 80,
  minEntropyBits: 4.6,
  sample: { prefix: '', alphabet: 'base62', length: 52, tail: 'JQQJ99{base62:26}', name: 'AZURE_OPENAI_API_KEY' },
  truePositives: ['AZURE_OPENAI_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.AZURE_OPENAI_API_KEY', '${{ secrets.AZURE_OPENAI_API_KEY }}', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: { help: 'Regenerate the key.', url: 'https://learn.microsoft.com/en-us/azure/ai-services/rotate-keys' },
  references: ['https://learn.microsoft.com/en-us/purview/sit-defn-all-creds'],
});
