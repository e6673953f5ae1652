import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'slack-bot-token',
  provider: 'slack',
  title: 'Slack bot token',
  description: 'Acts as an app in a workspace.',
  severity: 'high',
  confidence: 'high',
  literals: ['xoxb-'],
  pattern: /(?<secret>xoxb-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{24})(?![A-Za-z0-9])/,
  minRun: 46,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 218,
  minEntropyBits: 3.6,
  sample: { prefix: 'xoxb-', alphabet: 'digits', length: 12, tail: '-{digits:13}-{base62:24}', name: 'SLACK_TOKEN' },
  truePositives: ['SLACK_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SLACK_TOKEN', '${{ secrets.SLACK_TOKEN }}', 'xoxb-xxxxxxxxxxxx', 'xoxb-your_token_here'],
  remediation: { help: 'Revoke the token, then reinstall the app.', url: 'https://api.slack.com/apps' },
  references: ['https://docs.slack.dev/authentication/tokens/'],
});
