import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-registry-password',
  provider: 'azure',
  title: 'Azure container registry password',
  description: 'Pulls and pushes images.',
  severity: 'high',
  confidence: 'high',
  literals: ['+ACR'],
  pattern: /(?<secret>[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5})(?![A-Za-z0-9+/=])/,
  minLead: 42,
  minRun: 4,
  alphabet: 'base64',
  left: 'strict',
  lead: 42,
  maxLength: 80,
  minEntropyBits: 4.2,
  sample: { prefix: '', alphabet: 'base64', length: 42, tail: '+ACRB{base62:5}', name: 'REGISTRY_PASSWORD' },
  truePositives: ['REGISTRY_PASSWORD={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.REGISTRY_PASSWORD', '${{ secrets.REGISTRY_PASSWORD }}', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: { help: 'Regenerate the key.', url: 'https://learn.microsoft.com/en-us/azure/container-registry/container-registry-authentication' },
  references: ['https://learn.microsoft.com/en-us/purview/sit-defn-all-creds'],
});
