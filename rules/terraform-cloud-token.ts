import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'terraform-cloud-token',
  provider: 'hashicorp',
  title: 'HCP Terraform token',
  description: 'Plans and applies as its user, team or organization.',
  severity: 'critical',
  confidence: 'high',
  literals: ['.atlasv1.'],
  pattern: /(?<secret>[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70})(?![A-Za-z0-9_=-])/,
  minRun: 60,
  alphabet: 'base64url',
  left: 'strict',
  lead: 14,
  maxLength: 90,
  minEntropyBits: 4.8,
  sample: { prefix: '', alphabet: 'base62', length: 14, tail: '.atlasv1.{base62:67}', name: 'TF_API_TOKEN' },
  truePositives: ['TF_API_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.TF_API_TOKEN', '${{ secrets.TF_API_TOKEN }}', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'x.atlasv1.y'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.terraform.io/app/settings/tokens' },
  references: ['https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens'],
});
