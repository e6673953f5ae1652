import { defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'putty-private-key',
  provider: 'private-key',
  title: 'PuTTY private key',
  description: 'Logs in as its owner; whether a passphrase protects it is not looked at.',
  severity: 'critical',
  confidence: 'high',
  literals: ['Private-Lines: '],
  pattern: /Private-Lines: [0-9]{1,3}(?<secret>\s{1,2}[A-Za-z0-9+/=\s]{40,6000})Private-(?:MAC|Hash): /,
  minRun: 0,
  alphabet: 'base64',
  left: 'any',
  maxLength: 6100,
  minEntropyBits: 5.3,
  sample: { prefix: '', alphabet: 'base64', length: 0, tail: '\n{base64:64}\n{base64:64}\n{base64:42}==\n', place: 'own' },
  truePositives: ['PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 3{token}Private-MAC: 0'],
  trueNegatives: ['Private-Lines: 1\nPrivate-MAC: '],
  remediation: {
    help: 'Make a new key pair and take the old public key out wherever it is trusted.',
    url: 'https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html',
  },
  references: ['https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html'],
});
