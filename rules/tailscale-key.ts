import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'tailscale-key',
  provider: 'tailscale',
  title: 'Tailscale key',
  description: 'Joins machines to a network, or administers it.',
  severity: 'high',
  confidence: 'high',
  literals: ['tskey-'],
  pattern: /(?<secret>tskey-[0-9a-z]{3,10}-[A-Za-z0-9]{10,30}-[A-Za-z0-9]{20,48})(?![A-Za-z0-9])/,
  minRun: 35,
  alphabet: 'base64url',
  left: 'escape-aware',
  maxLength: 106,
  minEntropyBits: 4.3,
  sample: { prefix: 'tskey-', alphabet: 'base36-lower', length: 4, tail: '-{base62:12}CNTRL-{base62:32}', name: 'TS_AUTHKEY' },
  truePositives: ['TS_AUTHKEY={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.TS_AUTHKEY', '${{ secrets.TS_AUTHKEY }}', 'tskey-xxxx', 'tskey-your_token_here'],
  remediation: { help: 'Revoke the key.', url: 'https://login.tailscale.com/admin/settings/keys' },
  references: ['https://tailscale.com/kb/1085/auth-keys'],
});
