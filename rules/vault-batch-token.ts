import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'vault-batch-token',
  provider: 'hashicorp',
  title: 'HashiCorp Vault batch token',
  description: 'Reads secrets within its policies.',
  severity: 'high',
  confidence: 'high',
  literals: ['hvb.'],
  pattern: /(?<secret>hvb\.[A-Za-z0-9_-]{100,400})(?![A-Za-z0-9_-])/,
  minRun: 100,
  alphabet: 'base64url',
  left: 'strict',
  maxLength: 404,
  minEntropyBits: 5.1,
  sample: { prefix: 'hvb.', alphabet: 'base64url', length: 138, name: 'VAULT_TOKEN' },
  truePositives: ['VAULT_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.VAULT_TOKEN',
    '${{ secrets.VAULT_TOKEN }}',
    'hvb.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'hvb.your_token_here',
  ],
  remediation: { help: 'It cannot be revoked by itself; revoke its parent.', url: 'https://developer.hashicorp.com/vault/docs/concepts/tokens' },
  references: ['https://developer.hashicorp.com/vault/docs/concepts/tokens#token-prefixes'],
});
