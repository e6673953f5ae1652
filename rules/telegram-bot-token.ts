import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'telegram-bot-token',
  provider: 'telegram',
  title: 'Telegram bot token',
  description: 'Acts as a bot.',
  severity: 'high',
  confidence: 'high',
  literals: [':AA'],
  pattern: /(?<secret>[0-9]{8,10}:AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])/,
  minRun: 33,
  alphabet: 'base64url',
  left: 'strict',
  lead: 10,
  maxLength: 40,
  minEntropyBits: 3.9,
  sample: { prefix: '', alphabet: 'digits', length: 10, tail: ':AA{base64url:33}', name: 'TELEGRAM_BOT_TOKEN' },
  truePositives: ['TELEGRAM_BOT_TOKEN={token}', 'client = Client("{token}")', 'curl https://api.telegram.example/bot/{token}/getMe'],
  trueNegatives: [
    'process.env.TELEGRAM_BOT_TOKEN',
    '${{ secrets.TELEGRAM_BOT_TOKEN }}',
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    '110201543:AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: '/revoke it with @BotFather.', url: 'https://core.telegram.org/bots/features#botfather' },
  references: ['https://core.telegram.org/bots/api#authorizing-your-bot'],
});
