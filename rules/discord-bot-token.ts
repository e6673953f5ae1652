import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'discord-bot-token',
  provider: 'discord',
  title: 'Discord bot token',
  description: 'Acts as a bot.',
  severity: 'high',
  confidence: 'high',
  literals: ['MTA', 'MTE', 'MTI', 'MTM', 'MTQ', 'MTU'],
  pattern: /(?<secret>MT[AEIMQU][A-Za-z0-9]{20,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38})(?![A-Za-z0-9_-])/,
  minRun: 20,
  alphabet: 'base62',
  left: 'strict',
  maxLength: 80,
  minEntropyBits: 4.5,
  sample: { prefix: 'MTI', alphabet: 'base62', length: 23, tail: '.{base64url:6}.{base64url:38}', name: 'DISCORD_TOKEN' },
  truePositives: ['DISCORD_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.DISCORD_TOKEN',
    '${{ secrets.DISCORD_TOKEN }}',
    'MTIxxxxxxxxxxxxxxxxxxxxxxx',
    'MTIyour_token_here',
    'MTIxxxxxxxxxxxxxxxxxxxxxxx.xxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Reset the token of the bot.', url: 'https://discord.com/developers/applications' },
  references: ['https://docs.discord.com/developers/reference#authentication'],
});
