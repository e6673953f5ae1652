import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'grafana-cloud-token',
  provider: 'grafana',
  title: 'Grafana Cloud access policy token',
  description: 'Sends and reads telemetry of a stack.',
  severity: 'high',
  confidence: 'high',
  literals: ['glc_eyJ'],
  pattern: /(?<secret>glc_eyJ[A-Za-z0-9+/]{60,400}={0,2})(?![A-Za-z0-9+/])/,
  minRun: 60,
  alphabet: 'base64',
  left: 'escape-aware',
  maxLength: 409,
  minEntropyBits: 5.1,
  sample: { prefix: 'glc_eyJ', alphabet: 'base64', length: 130, name: 'GRAFANA_CLOUD_TOKEN' },
  truePositives: ['GRAFANA_CLOUD_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: [
    'process.env.GRAFANA_CLOUD_TOKEN',
    '${{ secrets.GRAFANA_CLOUD_TOKEN }}',
    'glc_eyJxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'glc_eyJyour_token_here',
  ],
  remediation: {
    help: 'Revoke the token, then create another.',
    url: 'https://grafana.com/docs/grafana-cloud/account-management/authentication-and-permissions/access-policies/',
  },
  references: ['https://grafana.com/docs/grafana-cloud/account-management/authentication-and-permissions/access-policies/'],
});
