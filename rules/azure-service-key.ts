import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-service-key',
  provider: 'azure',
  title: 'Azure service key',
  description: 'A key of the older kind: calls Azure OpenAI, Speech, Translator or API Management.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['azure', 'ocp-apim-subscription', 'cognitive'], secret: /[0-9a-f]{32}/, alphabet: 'hex', run: 32, longest: 32 }),
  minEntropyBits: 2.6,
  sample: { prefix: '', alphabet: 'hex-lower', length: 32, name: 'AZURE_OPENAI_API_KEY', place: 'name' },
  truePositives: ['AZURE_OPENAI_API_KEY={token}', '"AZURE_OPENAI_API_KEY": "{token}"'],
  trueNegatives: [
    'AZURE_OPENAI_API_KEY="your_api_key_here"',
    'AZURE_OPENAI_API_KEY=${AZURE_OPENAI_API_KEY}',
    'os.environ["AZURE_OPENAI_API_KEY"]',
    'AZURE_OPENAI_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Regenerate the key.', url: 'https://learn.microsoft.com/en-us/azure/ai-services/rotate-keys' },
  references: ['https://learn.microsoft.com/en-us/azure/ai-services/authentication'],
});
