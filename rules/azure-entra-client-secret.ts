import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-entra-client-secret',
  provider: 'azure',
  title: 'Microsoft Entra client secret',
  description: 'Authenticates an application in its tenant.',
  severity: 'critical',
  confidence: 'high',
  literals: ['7Q~', '8Q~'],
  pattern: /(?<secret>[A-Za-z0-9_~.-]{3}[78]Q~(?:[A-Za-z0-9_~.-]{34}|[A-Za-z0-9_~.-]{31}))(?![A-Za-z0-9_~-])/,
  minRun: 0,
  alphabet: 'base64url',
  left: 'strict',
  lead: 3,
  maxLength: 40,
  minEntropyBits: 3.9,
  sample: { prefix: '', alphabet: 'base62', length: 3, tail: '8Q~{base62:34}', name: 'AZURE_CLIENT_SECRET' },
  truePositives: ['AZURE_CLIENT_SECRET={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.AZURE_CLIENT_SECRET', '${{ secrets.AZURE_CLIENT_SECRET }}', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: { help: 'Delete the secret, then create another.', url: 'https://entra.microsoft.com' },
  references: [
    'https://learn.microsoft.com/en-us/entra/identity-platform/howto-create-service-principal-portal',
    'https://learn.microsoft.com/en-us/purview/sit-defn-all-creds',
  ],
});
