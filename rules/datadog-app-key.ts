import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'datadog-app-key',
  provider: 'datadog',
  title: 'Datadog application key',
  description: 'Reads, and administers, an organization as its user.',
  severity: 'high',
  confidence: 'medium',
  ...assigned({ keywords: ['datadog', 'dd_app', 'dd-app'], secret: /[0-9a-f]{40}/, alphabet: 'hex', run: 40, longest: 40 }),
  minEntropyBits: 2.8,
  sample: { prefix: '', alphabet: 'hex-lower', length: 40, name: 'DD_APP_KEY', place: 'name' },
  truePositives: ['DD_APP_KEY={token}', '"DD_APP_KEY": "{token}"'],
  trueNegatives: [
    'DD_APP_KEY="your_api_key_here"',
    'DD_APP_KEY=${DD_APP_KEY}',
    'os.environ["DD_APP_KEY"]',
    'DD_APP_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Delete the key, then create another.', url: 'https://app.datadoghq.com/organization-settings/application-keys' },
  references: ['https://docs.datadoghq.com/account_management/api-app-keys/'],
});
