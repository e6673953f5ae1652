import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'slack-refresh-token',
  provider: 'slack',
  title: 'Slack refresh token',
  description: 'Issues new tokens of an app.',
  severity: 'high',
  confidence: 'high',
  literals: ['xoxe-1-'],
  pattern: /(?<secret>xoxe-1-[A-Za-z0-9]{140,150})(?![A-Za-z0-9])/,
  minRun: 140,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 157,
  minEntropyBits: 5.1,
  sample: { prefix: 'xoxe-1-', alphabet: 'base62', length: 146, name: 'SLACK_REFRESH_TOKEN' },
  truePositives: ['SLACK_REFRESH_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.SLACK_REFRESH_TOKEN',
    '${{ secrets.SLACK_REFRESH_TOKEN }}',
    'xoxe-1-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'xoxe-1-your_token_here',
  ],
  remediation: { help: 'Revoke the tokens of the app.', url: 'https://api.slack.com/apps' },
  references: ['https://docs.slack.dev/authentication/using-token-rotation/'],
});
