import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'slack-rotating-token',
  provider: 'slack',
  title: 'Slack rotating token',
  description: 'Acts as an app or user for twelve hours; configuration tokens look alike.',
  severity: 'high',
  confidence: 'high',
  literals: ['xoxe.xox'],
  pattern: /(?<secret>xoxe\.xox[bp]-1-[A-Za-z0-9]{140,180})(?![A-Za-z0-9])/,
  minRun: 144,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 196,
  minEntropyBits: 5.2,
  sample: { prefix: 'xoxe.xox', alphabet: 'base62', length: 0, tail: 'b-1-{base62:166}', name: 'SLACK_TOKEN' },
  truePositives: ['SLACK_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SLACK_TOKEN', '${{ secrets.SLACK_TOKEN }}', 'xoxe.xoxxxxxxxxxxxxxxxxxxxxx', 'xoxe.xoxyour_token_here'],
  remediation: { help: 'Revoke the tokens of the app.', url: 'https://api.slack.com/apps' },
  references: ['https://docs.slack.dev/authentication/using-token-rotation/'],
});
