import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'elevenlabs-api-key',
  provider: 'elevenlabs',
  title: 'ElevenLabs API key',
  description: 'Makes speech at the cost of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['sk_'],
  pattern: /(?<secret>sk_[0-9a-f]{48})(?![A-Za-z0-9])/,
  minRun: 48,
  alphabet: 'hex-lower',
  left: 'strict',
  glued: true,
  maxLength: 51,
  minEntropyBits: 3,
  sample: { prefix: 'sk_', alphabet: 'hex-lower', length: 48, name: 'ELEVENLABS_API_KEY' },
  truePositives: ['ELEVENLABS_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.ELEVENLABS_API_KEY',
    '${{ secrets.ELEVENLABS_API_KEY }}',
    'sk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk_your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://elevenlabs.io/app/settings/api-keys' },
  references: ['https://elevenlabs.io/docs/api-reference/authentication'],
});
