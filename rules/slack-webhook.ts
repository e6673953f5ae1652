import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'slack-webhook',
  provider: 'slack',
  title: 'Slack incoming webhook',
  description: 'Posts to a channel.',
  severity: 'medium',
  confidence: 'high',
  literals: ['hooks.slack.com/services/T'],
  pattern: /(?<secret>hooks\.slack\.com\/services\/T[0-9A-Z]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{24})(?![A-Za-z0-9])/,
  minRun: 8,
  alphabet: 'base36-upper',
  left: 'escape-aware',
  maxLength: 78,
  minEntropyBits: 4,
  sample: { prefix: 'hooks.slack.com/services/T', alphabet: 'base36-upper', length: 10, tail: '/B{base36-upper:10}/{base62:24}', name: 'SLACK_WEBHOOK_URL' },
  truePositives: ['SLACK_WEBHOOK_URL={token}', 'client = Client("{token}")', 'curl -X POST https://{token}'],
  trueNegatives: [
    'process.env.SLACK_WEBHOOK_URL',
    '${{ secrets.SLACK_WEBHOOK_URL }}',
    'hooks.slack.com/services/Txxxxxxxxxx',
    'hooks.slack.com/services/Tyour_token_here',
    'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  ],
  remediation: { help: 'Remove the webhook, then create another.', url: 'https://api.slack.com/apps' },
  references: ['https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/'],
});
