import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'private-key',
  provider: 'private-key',
  title: 'Private key',
  description: 'A key that nothing protects: decrypts, signs, or logs in as its owner.',
  severity: 'critical',
  confidence: 'high',
  literals: ['-----BEGIN PRIVATE KEY-----', '-----BEGIN RSA PRIVATE KEY-----', '-----BEGIN EC PRIVATE KEY-----', '-----BEGIN DSA PRIVATE KEY-----'],
  pattern: /(?<secret>-----BEGIN (?:RSA |EC |DSA )?PRIVATE KEY-----[A-Za-z0-9+/=\s"',\\#*|>]{64,8000}(?:-----END (?:RSA |EC |DSA )?PRIVATE KEY-----)?)/,
  minRun: 0,
  alphabet: 'base64',
  left: 'any',
  maxLength: 8192,
  minEntropyBits: 5.7,
  sample: {
    prefix: '-----BEGIN RSA PRIVATE KEY-----',
    alphabet: 'base64',
    length: 0,
    tail: '\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:30}==\n-----END RSA PRIVATE KEY-----',
  },
  truePositives: ['{token}\n', '"-----BEGIN"; key = """{token}"""'],
  trueNegatives: [
    '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
    '-----BEGIN RSA PRIVATE KEY-----\nYOUR KEY HERE\n-----END RSA PRIVATE KEY-----',
    '-----BEGIN PUBLIC KEY-----',
  ],
  remediation: {
    help: 'Make a new key pair and take the old public key out wherever it is trusted.',
    url: 'https://docs.github.com/en/authentication/connecting-to-github-with-ssh',
  },
  references: ['https://datatracker.ietf.org/doc/html/rfc7468#section-10', 'https://datatracker.ietf.org/doc/html/rfc5915'],
});
