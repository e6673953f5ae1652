import { assigned, defineRule } from '#detect/rule.ts';

export default defineRule({
  id: 'aws-session-token',
  provider: 'aws',
  title: 'AWS session token',
  description: 'Goes with temporary credentials.',
  severity: 'medium',
  confidence: 'medium',
  ...assigned({
    keywords: ['aws_session_token', 'awssessiontoken', 'aws_security_token'],
    secret: /[A-Za-z0-9+/]{100,1200}={0,2}/,
    alphabet: 'base64',
    run: 100,
    longest: 1204,
    secretive: true,
  }),
  minEntropyBits: 5.4,
  sample: { prefix: '', alphabet: 'base64', length: 300, name: 'AWS_SESSION_TOKEN', place: 'name' },
  truePositives: ['AWS_SESSION_TOKEN={token}', '"AWS_SESSION_TOKEN": "{token}"'],
  trueNegatives: [
    'AWS_SESSION_TOKEN="your_api_key_here"',
    'AWS_SESSION_TOKEN=${AWS_SESSION_TOKEN}',
    'os.environ["AWS_SESSION_TOKEN"]',
    'AWS_SESSION_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ],
  remediation: { help: 'Revoke the sessions of the role.', url: 'https://console.aws.amazon.com/iam/home#/roles' },
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html'],
});
