import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'anthropic-admin-key',
  provider: 'anthropic',
  title: 'Anthropic admin key',
  description: 'Administers the organization: members, workspaces, keys.',
  severity: 'critical',
  confidence: 'high',
  literals: ['sk-ant-admin01-'],
  pattern: /(?<secret>sk-ant-admin01-[A-Za-z0-9_-]{93}AA)(?![A-Za-z0-9_-])/,
  minRun: 95,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 110,
  minEntropyBits: 4.8,
  sample: { prefix: 'sk-ant-admin01-', alphabet: 'base64url', length: 93, tail: 'AA', name: 'ANTHROPIC_API_KEY' },
  truePositives: ['ANTHROPIC_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.ANTHROPIC_API_KEY',
    '${{ secrets.ANTHROPIC_API_KEY }}',
    'sk-ant-admin01-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk-ant-admin01-your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://console.anthropic.com/settings/admin-keys' },
  references: ['https://docs.anthropic.com/en/api/overview'],
});
