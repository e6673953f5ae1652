import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'wandb-api-key',
  provider: 'wandb',
  title: 'Weights & Biases API key',
  description: 'Reads and writes the runs and artifacts of its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['wandb_v1_'],
  pattern: /(?<secret>wandb_v1_[A-Za-z0-9_]{77})(?![A-Za-z0-9_])/,
  minRun: 77,
  alphabet: 'word',
  left: 'escape-aware',
  maxLength: 86,
  minEntropyBits: 4.6,
  sample: { prefix: 'wandb_v1_', alphabet: 'word', length: 77, name: 'WANDB_API_KEY' },
  truePositives: ['WANDB_API_KEY={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.WANDB_API_KEY',
    '${{ secrets.WANDB_API_KEY }}',
    'wandb_v1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'wandb_v1_your_token_here',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://wandb.ai/settings' },
  references: ['https://docs.wandb.ai/support/find_api_key/'],
});
