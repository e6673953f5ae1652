import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'aws-secret-access-key',
  provider: 'aws',
  title: 'AWS secret access key',
  description: 'The secret half of an access key: acts as its user.',
  severity: 'critical',
  confidence: 'medium',
  ...assigned({
    keywords: ['aws_secret', 'awssecret', 'secret_access_key', 'secretaccesskey', 'aws_sec'],
    secret: /[A-Za-z0-9+/]{40}/,
    alphabet: 'base64',
    run: 40,
    longest: 40,
    secretive: true,
  }),
  minEntropyBits: 3.9,
  pair: { name: 'aws', half: 'secret' },
  sample: { prefix: '', alphabet: 'base64', length: 40, name: 'AWS_SECRET_ACCESS_KEY', place: 'name' },
  truePositives: ['AWS_SECRET_ACCESS_KEY={token}', '"AWS_SECRET_ACCESS_KEY": "{token}"'],
  trueNegatives: [
    'AWS_SECRET_ACCESS_KEY="your_api_key_here"',
    'AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY}',
    'os.environ["AWS_SECRET_ACCESS_KEY"]',
    'AWS_SECRET_ACCESS_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  ],
  remediation: { help: 'Deactivate the key, then delete it.', url: 'https://console.aws.amazon.com/iam/home#/security_credentials' },
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
});
