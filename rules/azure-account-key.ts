import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'azure-account-key',
  provider: 'azure',
  title: 'Azure account key',
  description: 'A storage or Cosmos DB key of the older kind: reads and writes everything in the account.',
  severity: 'critical',
  confidence: 'high',
  ...assigned({
    keywords: ['accountkey', 'storage_key', 'storage_account_key', 'storage_access_key'],
    secret: /(?![A-Za-z0-9+/]{76}(?:\+ASt|ACDb))[A-Za-z0-9+/]{86}==/,
    alphabet: 'base64',
    run: 86,
    longest: 88,
    secretive: true,
  }),
  minEntropyBits: 4.7,
  sample: { prefix: '', alphabet: 'base64', length: 86, tail: '==', name: 'AccountKey', place: 'name' },
  truePositives: ['AccountKey={token}', '"AccountKey": "{token}"'],
  trueNegatives: [
    'AccountKey="your_api_key_here"',
    'AccountKey=${AccountKey}',
    'os.environ["AccountKey"]',
    'AccountKey=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Regenerate the key.', url: 'https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage' },
  references: ['https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string'],
});
