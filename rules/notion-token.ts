import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'notion-token',
  provider: 'notion',
  title: 'Notion integration token',
  description: 'Reads and writes the pages that are shared with it.',
  severity: 'high',
  confidence: 'high',
  literals: ['ntn_'],
  pattern: /(?<secret>ntn_[A-Za-z0-9]{46})(?![A-Za-z0-9])/,
  minRun: 46,
  alphabet: 'base62',
  left: 'strict',
  maxLength: 50,
  minEntropyBits: 4.1,
  sample: { prefix: 'ntn_', alphabet: 'base62', length: 46, name: 'NOTION_TOKEN' },
  truePositives: ['NOTION_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.NOTION_TOKEN', '${{ secrets.NOTION_TOKEN }}', 'ntn_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'ntn_your_token_here'],
  remediation: { help: 'Refresh the secret of the integration.', url: 'https://www.notion.so/profile/integrations' },
  references: ['https://developers.notion.com/docs/authorization'],
});
