import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'discord-legacy-token',
  provider: 'discord',
  title: 'Discord bot token (older accounts)',
  description: 'Acts as a bot.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({
    keywords: ['discord', 'bot_token'],
    secret: /[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}/,
    alphabet: 'base64url',
    run: 24,
    longest: 76,
  }),
  minEntropyBits: 4.4,
  sample: { prefix: 'N', alphabet: 'base62', length: 23, tail: '.{base64url:6}.{base64url:27}', name: 'DISCORD_TOKEN', place: 'name' },
  truePositives: ['DISCORD_TOKEN={token}', '"DISCORD_TOKEN": "{token}"'],
  trueNegatives: [
    'DISCORD_TOKEN="your_api_key_here"',
    'DISCORD_TOKEN=${DISCORD_TOKEN}',
    'os.environ["DISCORD_TOKEN"]',
    'DISCORD_TOKEN=Nxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Reset the token of the bot.', url: 'https://discord.com/developers/applications' },
  references: ['https://docs.discord.com/developers/reference#authentication'],
});
