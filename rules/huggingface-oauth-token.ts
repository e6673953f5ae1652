import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'huggingface-oauth-token',
  provider: 'huggingface',
  title: 'Hugging Face OAuth access token',
  description: 'What `hf auth login` and OAuth apps get: acts as the user until it expires.',
  severity: 'high',
  confidence: 'high',
  literals: ['hf_oauth_eyJ'],
  pattern: /(?<secret>hf_oauth_eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{16,1500})/,
  minRun: 8,
  alphabet: 'base64url',
  left: 'escape-aware',
  minEntropyBits: 3.5,
  maxLength: 8192,
  validator: 'huggingface',
  sample: { prefix: 'hf_oauth_', alphabet: 'jwt', length: 0 },
  truePositives: ['HF_TOKEN={token}', 'https://user:{token}@huggingface.co/acme/model'],
  trueNegatives: ['hf_oauth_eyJ...', 'hf_oauth_token'],
  remediation: {
    help: 'Log out (`hf auth logout`), and revoke the application in the settings if it is not yours.',
    url: 'https://huggingface.co/settings/connected-applications',
  },
  references: ['https://huggingface.co/docs/hub/oauth'],
});
