import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'datadog-api-key',
  provider: 'datadog',
  title: 'Datadog API key',
  description: 'Sends data to an organization.',
  severity: 'medium',
  confidence: 'medium',
  ...assigned({ keywords: ['datadog', 'dd_api', 'dd-api'], secret: /[0-9a-f]{32}/, alphabet: 'hex', run: 32, longest: 32 }),
  minEntropyBits: 2.6,
  sample: { prefix: '', alphabet: 'hex-lower', length: 32, name: 'DD_API_KEY', place: 'name' },
  truePositives: ['DD_API_KEY={token}', '"DD_API_KEY": "{token}"'],
  trueNegatives: ['DD_API_KEY="your_api_key_here"', 'DD_API_KEY=${DD_API_KEY}', 'os.environ["DD_API_KEY"]', 'DD_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.datadoghq.com/organization-settings/api-keys' },
  references: ['https://docs.datadoghq.com/account_management/api-app-keys/'],
});
