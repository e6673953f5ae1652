import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'discord-webhook',
  provider: 'discord',
  title: 'Discord webhook',
  description: 'Posts to a channel.',
  severity: 'medium',
  confidence: 'high',
  literals: ['discord.com/api/webhooks/'],
  pattern: /(?<secret>discord\.com\/api\/webhooks\/[0-9]{17,20}\/[A-Za-z0-9_-]{68})(?![A-Za-z0-9_-])/,
  minRun: 17,
  alphabet: 'digits',
  left: 'escape-aware',
  maxLength: 114,
  minEntropyBits: 4.6,
  sample: { prefix: 'discord.com/api/webhooks/', alphabet: 'digits', length: 19, tail: '/{base64url:68}', name: 'DISCORD_WEBHOOK_URL' },
  truePositives: ['DISCORD_WEBHOOK_URL={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.DISCORD_WEBHOOK_URL',
    '${{ secrets.DISCORD_WEBHOOK_URL }}',
    'discord.com/api/webhooks/xxxxxxxxxxxxxxxxxxx',
    'discord.com/api/webhooks/your_token_here',
  ],
  remediation: { help: 'Delete the webhook, then create another.', url: 'https://docs.discord.com/developers/resources/webhook' },
  references: ['https://docs.discord.com/developers/resources/webhook'],
});
