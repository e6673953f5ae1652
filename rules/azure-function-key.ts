import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-function-key',
  provider: 'azure',
  title: 'Azure Functions key',
  description: 'Calls the functions of an app.',
  severity: 'medium',
  confidence: 'high',
  literals: ['AzFu'],
  pattern: /(?<secret>[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==)(?![A-Za-z0-9_-])/,
  minLead: 44,
  minRun: 4,
  alphabet: 'base64url',
  left: 'strict',
  lead: 44,
  maxLength: 80,
  minEntropyBits: 4.3,
  sample: { prefix: '', alphabet: 'base64url', length: 44, tail: 'AzFu{base62:5}w==', name: 'FUNCTION_KEY' },
  truePositives: ['FUNCTION_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.FUNCTION_KEY', '${{ secrets.FUNCTION_KEY }}', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: { help: 'Regenerate the key.', url: 'https://learn.microsoft.com/en-us/azure/azure-functions/function-keys-how-to' },
  references: ['https://learn.microsoft.com/en-us/purview/sit-defn-all-creds'],
});
