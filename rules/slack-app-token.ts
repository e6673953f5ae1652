import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'slack-app-token',
  provider: 'slack',
  title: 'Slack app-level token',
  description: 'Opens the event connection of an app.',
  severity: 'high',
  confidence: 'high',
  literals: ['xapp-'],
  pattern: /(?<secret>xapp-[0-9]{1}-A[A-Z0-9]{8,12}-[0-9]{10,13}-[0-9a-f]{64})(?![A-Za-z0-9])/,
  minRun: 87,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 206,
  minEntropyBits: 3.6,
  sample: { prefix: 'xapp-', alphabet: 'digits', length: 1, tail: '-A{base36-upper:10}-{digits:13}-{hex-lower:64}', name: 'SLACK_TOKEN' },
  truePositives: ['SLACK_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SLACK_TOKEN', '${{ secrets.SLACK_TOKEN }}', 'xapp-x', 'xapp-your_token_here'],
  remediation: { help: 'Revoke the token, then reinstall the app.', url: 'https://api.slack.com/apps' },
  references: ['https://docs.slack.dev/authentication/tokens/'],
});
