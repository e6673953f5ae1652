import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'slack-user-token',
  provider: 'slack',
  title: 'Slack user token',
  description: 'Acts as a user in a workspace.',
  severity: 'critical',
  confidence: 'high',
  literals: ['xoxp-'],
  pattern: /(?<secret>xoxp-[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-[0-9a-f]{32})(?![A-Za-z0-9])/,
  minRun: 65,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 218,
  minEntropyBits: 3.1,
  sample: { prefix: 'xoxp-', alphabet: 'digits', length: 12, tail: '-{digits:12}-{digits:13}-{hex-lower:32}', name: 'SLACK_TOKEN' },
  truePositives: ['SLACK_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SLACK_TOKEN', '${{ secrets.SLACK_TOKEN }}', 'xoxp-xxxxxxxxxxxx', 'xoxp-your_token_here'],
  remediation: { help: 'Revoke the token, then reinstall the app.', url: 'https://api.slack.com/apps' },
  references: ['https://docs.slack.dev/authentication/tokens/'],
});
