import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-messaging-key',
  provider: 'azure',
  title: 'Azure Event Hubs, Service Bus, Relay or IoT Hub key',
  description: 'Sends to and reads from a namespace.',
  severity: 'high',
  confidence: 'high',
  literals: ['+AEh', '+ASb', '+ARm', 'AIoT'],
  pattern: /(?<secret>[A-Za-z0-9+/]{33}(?:\+AEh|\+ASb|\+ARm|AIoT)[A-Za-z0-9+/]{5}[AQgw048EIMUYcgkosw]=)(?![A-Za-z0-9+/=])/,
  minLead: 33,
  minRun: 4,
  alphabet: 'base64',
  left: 'strict',
  lead: 33,
  maxLength: 80,
  minEntropyBits: 3.9,
  sample: { prefix: '', alphabet: 'base64', length: 33, tail: '+AEh{base62:5}g=', name: 'SHARED_ACCESS_KEY' },
  truePositives: ['SHARED_ACCESS_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SHARED_ACCESS_KEY', '${{ secrets.SHARED_ACCESS_KEY }}', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: { help: 'Regenerate the key.', url: 'https://learn.microsoft.com/en-us/azure/event-hubs/authenticate-shared-access-signature' },
  references: ['https://learn.microsoft.com/en-us/purview/sit-defn-all-creds'],
});
