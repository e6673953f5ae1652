import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'anthropic-oauth-token',
  provider: 'anthropic',
  title: 'Anthropic OAuth token',
  description: 'Acts with a subscription: `claude setup-token` makes one for CI.',
  severity: 'critical',
  confidence: 'high',
  literals: ['sk-ant-oat01-'],
  pattern: /(?<secret>sk-ant-oat01-[A-Za-z0-9_-]{80,120})(?![A-Za-z0-9_-])/,
  minRun: 80,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 133,
  minEntropyBits: 4.8,
  sample: { prefix: 'sk-ant-oat01-', alphabet: 'base64url', length: 95, name: 'CLAUDE_CODE_OAUTH_TOKEN' },
  truePositives: ['CLAUDE_CODE_OAUTH_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.CLAUDE_CODE_OAUTH_TOKEN',
    '${{ secrets.CLAUDE_CODE_OAUTH_TOKEN }}',
    'sk-ant-oat01-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk-ant-oat01-your_token_here',
  ],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://claude.ai/settings' },
  references: ['https://docs.anthropic.com/en/docs/claude-code/iam'],
});
