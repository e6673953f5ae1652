import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'openssh-private-key',
  provider: 'private-key',
  title: 'OpenSSH private key',
  description: 'Logs in as its owner; whether a passphrase protects it is not looked at.',
  severity: 'critical',
  confidence: 'high',
  literals: ['-----BEGIN OPENSSH PRIVATE KEY-----'],
  pattern: /(?<secret>-----BEGIN OPENSSH PRIVATE KEY-----[A-Za-z0-9+/=\s"',\\#*|>]{64,8000}(?:-----END OPENSSH PRIVATE KEY-----)?)/,
  minRun: 0,
  alphabet: 'base64',
  left: 'any',
  maxLength: 8192,
  minEntropyBits: 5.6,
  sample: {
    prefix: '-----BEGIN OPENSSH PRIVATE KEY-----',
    alphabet: 'base64',
    length: 0,
    tail: '\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:64}\n{base64:30}==\n-----END OPENSSH PRIVATE KEY-----',
  },
  truePositives: ['{token}\n'],
  trueNegatives: ['-----BEGIN OPENSSH PRIVATE KEY-----\n...\n-----END OPENSSH PRIVATE KEY-----'],
  remediation: { help: 'Make a new key, and take the old one out of every authorized_keys.', url: 'https://github.com/settings/keys' },
  references: ['https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key'],
});
