import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'atlassian-api-token',
  provider: 'atlassian',
  title: 'Atlassian API token',
  description: 'Acts as its user in Jira, Confluence and Bitbucket.',
  severity: 'high',
  confidence: 'high',
  literals: ['ATATT3'],
  pattern: /(?<secret>ATATT3[A-Za-z0-9_-]{160,220}=[0-9A-F]{8})(?![A-Za-z0-9])/,
  minRun: 160,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 235,
  minEntropyBits: 5.2,
  sample: { prefix: 'ATATT3', alphabet: 'base64url', length: 177, tail: '=0A{digits:6}', name: 'ATLASSIAN_API_TOKEN' },
  truePositives: ['ATLASSIAN_API_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.ATLASSIAN_API_TOKEN',
    '${{ secrets.ATLASSIAN_API_TOKEN }}',
    'ATATT3xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'ATATT3your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://id.atlassian.com/manage-profile/security/api-tokens' },
  references: ['https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/'],
});
