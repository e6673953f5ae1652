import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'runpod-api-key',
  provider: 'runpod',
  title: 'RunPod API key',
  description: 'Starts machines at the cost of its account.',
  severity: 'high',
  confidence: 'high',
  literals: ['rpa_'],
  pattern: /(?<secret>rpa_[0-9A-Z]{40}[A-Za-z0-9]{6})(?![A-Za-z0-9])/,
  minRun: 40,
  alphabet: 'base36-upper',
  left: 'escape-aware',
  maxLength: 50,
  minEntropyBits: 3.8,
  sample: { prefix: 'rpa_', alphabet: 'base36-upper', length: 40, tail: '{base62:6}', name: 'RUNPOD_API_KEY' },
  truePositives: ['RUNPOD_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.RUNPOD_API_KEY', '${{ secrets.RUNPOD_API_KEY }}', 'rpa_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'rpa_your_token_here'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://console.runpod.io/user/settings' },
  references: ['https://docs.runpod.io/get-started/api-keys'],
});
