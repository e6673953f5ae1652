import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'encrypted-private-key',
  provider: 'private-key',
  title: 'Encrypted private key',
  description: 'A key behind a passphrase, which can be guessed at leisure.',
  severity: 'medium',
  confidence: 'high',
  literals: ['-----BEGIN ENCRYPTED PRIVATE KEY-----', 'Proc-Type: 4,ENCRYPTED'],
  pattern:
    /(?<secret>-----BEGIN (?:ENCRYPTED PRIVATE KEY-----|(?:RSA|EC|DSA) PRIVATE KEY-----\s{0,4}(?:\\n)?Proc-Type: 4,ENCRYPTED(?:\s|\\n){0,4}DEK-Info: [A-Z0-9-]{3,20},[0-9A-F]{0,32})[A-Za-z0-9+/=\s"',\\#*|>]{64,8000}(?:-----END (?:ENCRYPTED|RSA|EC|DSA) PRIVATE KEY-----)?)/,
  minRun: 0,
  alphabet: 'base64',
  left: 'any',
  lead: 48,
  maxLength: 8192,
  minEntropyBits: 5.7,
  sample: {
    prefix: '-----BEGIN ENCRYPTED PRIVATE KEY-----',
    alphabet: 'base64',
    length: 0,
    tail: '\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:30}==\n-----END ENCRYPTED PRIVATE KEY-----',
  },
  truePositives: ['{token}\n'],
  trueNegatives: ['-----BEGIN ENCRYPTED PRIVATE KEY-----\n...\n-----END ENCRYPTED PRIVATE KEY-----'],
  remediation: {
    help: 'Make a new key pair and take the old public key out wherever it is trusted.',
    url: 'https://docs.github.com/en/authentication/connecting-to-github-with-ssh',
  },
  references: ['https://datatracker.ietf.org/doc/html/rfc7468#section-11', 'https://datatracker.ietf.org/doc/html/rfc1421#section-4.6.1.1'],
});
