import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'kaggle-json-key',
  provider: 'kaggle',
  title: 'Kaggle API key (kaggle.json)',
  description: 'Acts as its user.',
  severity: 'high',
  confidence: 'medium',
  literals: ['"username"'],
  pattern: /"username"\s{0,4}:\s{0,4}"[\w.-]{1,64}"\s{0,8},\s{0,8}"key"\s{0,4}:\s{0,4}"(?<secret>[0-9a-f]{32})"/,
  minRun: 32,
  maxGap: 110,
  alphabet: 'hex-lower',
  left: 'any',
  maxLength: 160,
  minEntropyBits: 2.6,
  sample: { prefix: '', alphabet: 'hex-lower', length: 32, name: 'key', place: 'own' },
  truePositives: ['{"username":"acme","key":"{token}"}', '{\n  "username": "acme",\n  "key": "{token}"\n}'],
  trueNegatives: ['{"username":"acme","key":"x"}', '{"username": "acme", "key": "YOUR_KEY"}'],
  remediation: { help: 'Expire the tokens.', url: 'https://www.kaggle.com/settings' },
  references: ['https://www.kaggle.com/docs/api'],
});
