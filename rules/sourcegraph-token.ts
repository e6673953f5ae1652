import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'sourcegraph-token',
  provider: 'sourcegraph',
  title: 'Sourcegraph access token',
  description: 'Reads code as its user.',
  severity: 'high',
  confidence: 'high',
  literals: ['sgp_'],
  pattern: /(?<secret>sgp_(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40})(?![A-Za-z0-9])/,
  minRun: 40,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 62,
  minEntropyBits: 2.9,
  sample: { prefix: 'sgp_', alphabet: 'hex-lower', length: 40, name: 'SRC_ACCESS_TOKEN' },
  truePositives: ['SRC_ACCESS_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.SRC_ACCESS_TOKEN', '${{ secrets.SRC_ACCESS_TOKEN }}', 'sgp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'sgp_your_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://sourcegraph.com/user/settings/tokens' },
  references: ['https://sourcegraph.com/docs/cli/how-tos/creating-an-access-token'],
});
