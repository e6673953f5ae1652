import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'slack-session-token',
  provider: 'slack',
  title: 'Slack session token',
  description: 'What a browser holds: acts as a user, together with a cookie.',
  severity: 'critical',
  confidence: 'high',
  literals: ['xoxc-'],
  pattern: /(?<secret>xoxc-[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-[0-9a-f]{64})(?![A-Za-z0-9])/,
  minRun: 97,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 218,
  minEntropyBits: 3.3,
  sample: { prefix: 'xoxc-', alphabet: 'digits', length: 12, tail: '-{digits:12}-{digits:13}-{hex-lower:64}', name: 'SLACK_TOKEN' },
  truePositives: ['SLACK_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SLACK_TOKEN', '${{ secrets.SLACK_TOKEN }}', 'xoxc-xxxxxxxxxxxx', 'xoxc-your_token_here'],
  remediation: { help: 'Sign out of all sessions.', url: 'https://slack.com/help/articles/214613347' },
  references: ['https://docs.slack.dev/authentication/tokens/'],
});
