import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'anthropic-refresh-token',
  provider: 'anthropic',
  title: 'Anthropic OAuth refresh token',
  description: 'Issues new access tokens of a subscription.',
  severity: 'critical',
  confidence: 'high',
  literals: ['sk-ant-ort01-'],
  pattern: /(?<secret>sk-ant-ort01-[A-Za-z0-9_-]{80,120})(?![A-Za-z0-9_-])/,
  minRun: 80,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 133,
  minEntropyBits: 4.8,
  sample: { prefix: 'sk-ant-ort01-', alphabet: 'base64url', length: 95, name: 'REFRESH_TOKEN' },
  truePositives: ['REFRESH_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.REFRESH_TOKEN',
    '${{ secrets.REFRESH_TOKEN }}',
    'sk-ant-ort01-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk-ant-ort01-your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://claude.ai/settings' },
  references: ['https://docs.anthropic.com/en/docs/claude-code/iam'],
});
