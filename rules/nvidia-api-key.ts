import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'nvidia-api-key',
  provider: 'nvidia',
  title: 'NVIDIA API key',
  description: 'Calls NVIDIA NIM and pulls from NGC.',
  severity: 'high',
  confidence: 'high',
  literals: ['nvapi-'],
  pattern: /(?<secret>nvapi-[A-Za-z0-9_-]{60,70})(?![A-Za-z0-9_-])/,
  minRun: 60,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 76,
  minEntropyBits: 4.4,
  sample: { prefix: 'nvapi-', alphabet: 'base64url', length: 64, name: 'NVIDIA_API_KEY' },
  truePositives: ['NVIDIA_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.NVIDIA_API_KEY',
    '${{ secrets.NVIDIA_API_KEY }}',
    'nvapi-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'nvapi-your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://org.ngc.nvidia.com/setup/api-keys' },
  references: ['https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/index.html'],
});
