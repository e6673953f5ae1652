import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'grafana-service-token',
  provider: 'grafana',
  title: 'Grafana service account token',
  description: 'Acts as a service account.',
  severity: 'high',
  confidence: 'high',
  literals: ['glsa_'],
  pattern: /(?<secret>glsa_[A-Za-z0-9]{32}_[0-9a-f]{8})(?![A-Za-z0-9])/,
  minRun: 32,
  alphabet: 'base62',
  left: 'escape-aware',
  maxLength: 46,
  minEntropyBits: 3.8,
  checksum: 'crc32-hex',
  sample: { prefix: 'glsa_', alphabet: 'base62', length: 32, tail: '_{hex-lower:8}', name: 'GRAFANA_TOKEN' },
  truePositives: ['GRAFANA_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.GRAFANA_TOKEN', '${{ secrets.GRAFANA_TOKEN }}', 'glsa_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'glsa_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/' },
  references: [
    'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
    'https://github.com/grafana/grafana/blob/main/pkg/components/satokengen/tokengen.go',
  ],
});
