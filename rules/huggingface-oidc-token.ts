import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'huggingface-oidc-token',
  provider: 'huggingface',
  title: 'Hugging Face OIDC token',
  description: 'A short-lived token of a trusted publisher, bound to one repository.',
  severity: 'medium',
  confidence: 'high',
  literals: ['hf_jwt_eyJ'],
  pattern: /(?<secret>hf_jwt_eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{16,1500})/,
  minRun: 10,
  alphabet: 'base64url',
  left: 'escape-aware',
  minEntropyBits: 3.5,
  maxLength: 8192,
  validator: 'huggingface',
  sample: { prefix: 'hf_jwt_', alphabet: 'jwt', length: 0 },
  truePositives: ['HF_TOKEN={token}', 'https://user:{token}@huggingface.co/acme/model'],
  trueNegatives: ['hf_jwt_eyJ...', 'hf_jwt_token'],
  remediation: { help: 'It expires within the hour; find out how it came to be written down.', url: 'https://huggingface.co/settings/tokens' },
  references: ['https://huggingface.co/docs/hub/trusted-publishers'],
});
