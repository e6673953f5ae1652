import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'kaggle-legacy-key',
  provider: 'kaggle',
  title: 'Kaggle API key',
  description: 'Acts as its user.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['kaggle'], secret: /[0-9a-f]{32}/, alphabet: 'hex', run: 32, longest: 32 }),
  minEntropyBits: 2.6,
  sample: { prefix: '', alphabet: 'hex-lower', length: 32, name: 'KAGGLE_KEY', place: 'name' },
  truePositives: ['KAGGLE_KEY={token}', '"KAGGLE_KEY": "{token}"'],
  trueNegatives: ['KAGGLE_KEY="your_api_key_here"', 'KAGGLE_KEY=${KAGGLE_KEY}', 'os.environ["KAGGLE_KEY"]', 'KAGGLE_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: { help: 'Expire the tokens.', url: 'https://www.kaggle.com/settings' },
  references: ['https://www.kaggle.com/docs/api'],
});
