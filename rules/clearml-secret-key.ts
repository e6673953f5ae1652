import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'clearml-secret-key',
  provider: 'clearml',
  title: 'ClearML secret key',
  description: 'Reads and writes the experiments of a workspace.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['clearml', 'trains_api'], secret: /[A-Za-z0-9]{50}/, alphabet: 'base62', run: 50, longest: 50 }),
  minEntropyBits: 4.1,
  sample: { prefix: '', alphabet: 'base62', length: 50, name: 'CLEARML_API_SECRET_KEY', place: 'name' },
  truePositives: ['CLEARML_API_SECRET_KEY={token}', '"CLEARML_API_SECRET_KEY": "{token}"'],
  trueNegatives: [
    'CLEARML_API_SECRET_KEY="your_api_key_here"',
    'CLEARML_API_SECRET_KEY=${CLEARML_API_SECRET_KEY}',
    'os.environ["CLEARML_API_SECRET_KEY"]',
    'CLEARML_API_SECRET_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.clear.ml/settings/workspace-configuration' },
  references: ['https://clear.ml/docs/latest/docs/configs/env_vars/'],
});
