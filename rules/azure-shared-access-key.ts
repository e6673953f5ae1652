import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-shared-access-key',
  provider: 'azure',
  title: 'Azure shared access key',
  description: 'A messaging or IoT key of the older kind.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['sharedaccesskey'], secret: /[A-Za-z0-9+/]{43}=/, alphabet: 'base64', run: 43, longest: 44, secretive: true }),
  minEntropyBits: 4.1,
  sample: { prefix: '', alphabet: 'base64', length: 43, tail: '=', name: 'SharedAccessKey', place: 'name' },
  truePositives: ['SharedAccessKey={token}', '"SharedAccessKey": "{token}"'],
  trueNegatives: [
    'SharedAccessKey="your_api_key_here"',
    'SharedAccessKey=${SharedAccessKey}',
    'os.environ["SharedAccessKey"]',
    'SharedAccessKey=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Regenerate the key.', url: 'https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-sas' },
  references: ['https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-sas'],
});
