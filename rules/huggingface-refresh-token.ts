import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'huggingface-refresh-token',
  provider: 'huggingface',
  title: 'Hugging Face OAuth refresh token',
  description: 'Issues new access tokens until it is revoked.',
  severity: 'critical',
  confidence: 'high',
  literals: ['hf_oauth__refresh_'],
  pattern: /(?<secret>hf_oauth__refresh_[A-Za-z0-9]{34})(?![A-Za-z0-9])/,
  minRun: 34,
  alphabet: 'base62',
  left: 'escape-aware',
  minEntropyBits: 3.5,
  maxLength: 52,
  sample: { prefix: 'hf_oauth__refresh_', alphabet: 'base62', length: 34 },
  truePositives: ['refresh_token = {token}', '{"refresh_token":"{token}"}'],
  trueNegatives: ['hf_oauth__refresh_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'hf_oauth__refresh_token'],
  remediation: {
    help: 'Log out (`hf auth logout`), and revoke the application in the settings.',
    url: 'https://huggingface.co/settings/connected-applications',
  },
  references: ['https://github.com/huggingface/huggingface_hub/blob/main/src/huggingface_hub/_oauth.py'],
});
