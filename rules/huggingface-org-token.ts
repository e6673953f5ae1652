import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'huggingface-org-token',
  provider: 'huggingface',
  title: 'Hugging Face organization API token',
  description: 'Acts for a whole organization; a kind that the Hub no longer issues.',
  severity: 'high',
  confidence: 'high',
  literals: ['api_org_'],
  pattern: /(?<secret>api_org_[A-Za-z0-9]{34})(?![A-Za-z0-9])/,
  minRun: 34,
  alphabet: 'base62',
  left: 'escape-aware',
  minEntropyBits: 3.5,
  maxLength: 42,
  validator: 'huggingface',
  sample: { prefix: 'api_org_', alphabet: 'base62', length: 34 },
  truePositives: ['token: {token}', 'Authorization: Bearer {token}'],
  trueNegatives: ['api_org_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'api_org_members'],
  remediation: { help: "Revoke it in the organization's settings, then use a fine-grained user token.", url: 'https://huggingface.co/settings/tokens' },
  references: ['https://huggingface.co/docs/hub/organizations-security'],
});
