import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'crates-io-token',
  provider: 'crates-io',
  title: 'crates.io token',
  description: 'Publishes crates as its user.',
  severity: 'critical',
  confidence: 'high',
  literals: ['cio'],
  pattern: /(?<secret>cio[A-Za-z0-9]{32})(?![A-Za-z0-9])/,
  minRun: 32,
  alphabet: 'base62',
  left: 'strict',
  maxLength: 35,
  minEntropyBits: 3.7,
  sample: { prefix: 'cio', alphabet: 'base62', length: 32, name: 'CARGO_REGISTRY_TOKEN' },
  truePositives: ['CARGO_REGISTRY_TOKEN={token}', 'client = Client("{token}")'],
  trueNegatives: ['process.env.CARGO_REGISTRY_TOKEN', '${{ secrets.CARGO_REGISTRY_TOKEN }}', 'cioxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'cioyour_token_here'],
  remediation: { help: 'Revoke the token, then create another.', url: 'https://crates.io/settings/tokens' },
  references: ['https://doc.rust-lang.org/cargo/reference/publishing.html'],
});
