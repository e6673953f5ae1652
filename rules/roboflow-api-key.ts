import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'roboflow-api-key',
  provider: 'roboflow',
  title: 'Roboflow API key',
  description: 'Reads and writes the data sets of a workspace.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['roboflow'], secret: /[A-Za-z0-9]{20}/, alphabet: 'base62', run: 20, longest: 20 }),
  minEntropyBits: 3.1,
  sample: { prefix: '', alphabet: 'base62', length: 20, name: 'ROBOFLOW_API_KEY', place: 'name' },
  truePositives: ['ROBOFLOW_API_KEY={token}', '"ROBOFLOW_API_KEY": "{token}"'],
  trueNegatives: [
    'ROBOFLOW_API_KEY="your_api_key_here"',
    'ROBOFLOW_API_KEY=${ROBOFLOW_API_KEY}',
    'os.environ["ROBOFLOW_API_KEY"]',
    'ROBOFLOW_API_KEY=xxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.roboflow.com/settings/api' },
  references: ['https://docs.roboflow.com/developer/authentication/find-your-roboflow-api-key'],
});
