import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'vault-service-token',
  provider: 'hashicorp',
  title: 'HashiCorp Vault service token',
  description: 'Reads secrets within its policies.',
  severity: 'critical',
  confidence: 'high',
  literals: ['hvs.'],
  pattern: /(?<secret>hvs\.[A-Za-z0-9_-]{24,300})(?![A-Za-z0-9_-])/,
  minRun: 24,
  alphabet: 'base64url',
  left: 'strict',
  maxLength: 304,
  minEntropyBits: 4.8,
  sample: { prefix: 'hvs.', alphabet: 'base64url', length: 91, name: 'VAULT_TOKEN' },
  truePositives: ['VAULT_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.VAULT_TOKEN',
    '${{ secrets.VAULT_TOKEN }}',
    'hvs.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'hvs.your_token_here',
  ],
  remediation: { help: 'vault token revoke.', url: 'https://developer.hashicorp.com/vault/docs/concepts/tokens' },
  references: ['https://developer.hashicorp.com/vault/docs/concepts/tokens#token-prefixes'],
});
