import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'pgp-private-key',
  provider: 'private-key',
  title: 'PGP private key',
  description: 'Decrypts, or signs, as its owner; whether a passphrase protects it is not looked at.',
  severity: 'critical',
  confidence: 'high',
  literals: ['-----BEGIN PGP PRIVATE KEY BLOCK-----'],
  pattern: /(?<secret>-----BEGIN PGP PRIVATE KEY BLOCK-----[A-Za-z0-9+/=\s"',\\#*|>:.()@]{64,8000}(?:-----END PGP PRIVATE KEY BLOCK-----)?)/,
  minRun: 0,
  alphabet: 'base64',
  left: 'any',
  maxLength: 8192,
  minEntropyBits: 5.7,
  sample: {
    prefix: '-----BEGIN PGP PRIVATE KEY BLOCK-----',
    alphabet: 'base64',
    length: 0,
    tail: '\n\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:30}==\n-----END PGP PRIVATE KEY BLOCK-----',
  },
  truePositives: ['{token}\n'],
  trueNegatives: ['-----BEGIN PGP PRIVATE KEY BLOCK-----\n...\n-----END PGP PRIVATE KEY BLOCK-----'],
  remediation: { help: 'Publish a revocation certificate, then make a new key.', url: 'https://www.gnupg.org/gph/en/manual/x56.html' },
  references: ['https://datatracker.ietf.org/doc/html/rfc9580#section-6.2'],
});
