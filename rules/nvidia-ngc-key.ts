import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'nvidia-ngc-key',
  provider: 'nvidia',
  title: 'NVIDIA NGC API key',
  description: 'Pulls from NGC; a key of the older kind.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['ngc_', 'ngc-', 'nvidia'], secret: /[A-Za-z0-9]{84}/, alphabet: 'base62', run: 84, longest: 84 }),
  minEntropyBits: 4.7,
  sample: { prefix: '', alphabet: 'base62', length: 84, name: 'NGC_API_KEY', place: 'name' },
  truePositives: ['NGC_API_KEY={token}', '"NGC_API_KEY": "{token}"'],
  trueNegatives: [
    'NGC_API_KEY="your_api_key_here"',
    'NGC_API_KEY=${NGC_API_KEY}',
    'os.environ["NGC_API_KEY"]',
    'NGC_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://org.ngc.nvidia.com/setup/api-keys' },
  references: ['https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/index.html'],
});
