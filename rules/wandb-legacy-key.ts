import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'wandb-legacy-key',
  provider: 'wandb',
  title: 'Weights & Biases API key (40 digits)',
  description: 'Reads and writes the runs and artifacts of its user.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['wandb', 'weightsandbiases'], secret: /[0-9a-f]{40}/, alphabet: 'hex', run: 40, longest: 40 }),
  minEntropyBits: 2.9,
  sample: { prefix: '', alphabet: 'hex-lower', length: 40, name: 'WANDB_API_KEY', place: 'name' },
  truePositives: ['WANDB_API_KEY={token}', '"WANDB_API_KEY": "{token}"', 'wandb login {token}', 'wandb.login(key="{token}")'],
  trueNegatives: [
    'WANDB_API_KEY="your_api_key_here"',
    'WANDB_API_KEY=${WANDB_API_KEY}',
    'os.environ["WANDB_API_KEY"]',
    'WANDB_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'wandb.log({"commit": "x"})',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://wandb.ai/settings' },
  references: ['https://docs.wandb.ai/support/find_api_key/'],
});
