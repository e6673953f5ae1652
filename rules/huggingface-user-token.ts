import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'huggingface-user-token',
  provider: 'huggingface',
  title: 'Hugging Face user access token',
  description: 'Lets its holder act as the user on the Hub, within the scopes of the token.',
  severity: 'high',
  confidence: 'high',
  literals: ['hf_'],
  pattern: /(?<secret>hf_[A-Za-z0-9]{34})(?![A-Za-z0-9])/,
  minRun: 34,
  alphabet: 'base62',
  left: 'escape-aware',
  minEntropyBits: 3.5,
  maxLength: 37,
  validator: 'huggingface',
  sample: { prefix: 'hf_', alphabet: 'base62', length: 34 },
  truePositives: ['HF_TOKEN={token}', 'https://user:{token}@huggingface.co/acme/model', '{"hf_token":"{token}"}'],
  trueNegatives: [
    'hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'os.environ["HF_TOKEN"]',
    '${{ secrets.HF_TOKEN }}',
    'hf_your_token_here',
    'hf_requiredCharacteristicsForTheRequest',
  ],
  remediation: { help: 'Revoke it, then issue a fine-grained token for this one use.', url: 'https://huggingface.co/settings/tokens' },
  references: ['https://huggingface.co/docs/hub/security-tokens'],
});
